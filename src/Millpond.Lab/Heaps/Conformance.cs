using Millpond.Lab.Heaps.Programs;
using Millpond.Lab.Ruby;
using Millpond.Slots;
using Millpond.Slots.Ruby;

namespace Millpond.Lab.Heaps;

/// <summary>Runs a program on Millpond's heap from where a real Ruby began, and lays both results side by side.</summary>
public static class Conformance
{
    /// <summary>One row. A second or less of one core; thread-safe.</summary>
    /// <exception cref="UserException">A program or a version that Millpond does not know.</exception>
    public static ConformRow Run(LiveRow row, IHeapObserver? observer = null)
    {
        HeapProgram program = HeapProgram.Find(Guard.NotNull(row).Program);
        if (!RubyRelease.TryParse(row.Ruby, row.PointerBytes, out RubyRelease? release))
            throw new UserException($"Ruby {row.Ruby} ({row.Platform}): Millpond's heap knows 3.1 to 4.0");
        using RubyHeap ruby = new(release!, RowSettings.Of(row.Settings), observer);
        ruby.Restore(RowSeed.Of(row.Before));
        program.Run(ruby);
        return ConformRow.Of(row, ruby.Heap);
    }

    /// <summary>Many rows, on all cores.</summary>
    /// <param name="rows">What real Rubies said.</param>
    /// <param name="progress">Told how many are done; called on any thread.</param>
    public static ConformResult Run(IReadOnlyList<LiveRow> rows, Action<int>? progress = null)
    {
        var results = new ConformRow[Guard.NotNull(rows).Count];
        int done = 0;
        try
        {
            Parallel.For(0, rows.Count, i =>
            {
                results[i] = Run(rows[i]);
                progress?.Invoke(Interlocked.Increment(ref done));
            });
        }
        catch (AggregateException all) when (all.InnerExceptions is [UserException first, ..])
        {
            throw new UserException(first.Message, first.ExitCode);
        }
        return ConformResult.Of(results);
    }

    /// <summary>Runs programs on the real Rubies of this machine, one after the other, and each on Millpond's heap.</summary>
    /// <param name="rubies">The Rubies.</param>
    /// <param name="programs">The programs' names.</param>
    /// <param name="progress">Told how many runs are done.</param>
    public static ConformResult RunLive(
        IReadOnlyList<LiveRuby> rubies, IReadOnlyList<string> programs, Action<int>? progress = null)
    {
        List<LiveRow> rows = [];
        foreach (LiveRuby ruby in Guard.NotNull(rubies))
        {
            foreach (string program in Guard.NotNull(programs))
            {
                rows.Add(ruby.Run(program));
                progress?.Invoke(rows.Count);
            }
        }
        return Run(rows);
    }
}

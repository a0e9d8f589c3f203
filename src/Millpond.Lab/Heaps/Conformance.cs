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
        ruby.Heap.Restore(RowSeed.Of(row.Before));
        program.Run(ruby);
        return ConformRow.Of(row, ruby.Heap);
    }
}

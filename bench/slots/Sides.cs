using System.Diagnostics;
using System.Globalization;
using Millpond.Lab;
using Millpond.Lab.Ruby;

namespace Millpond.Slots.Bench;

/// <summary>Measures sides in turns, A B A B, so that what else the machine does meets all of them.</summary>
internal static class Sides
{
    /// <summary>The median of each side's seconds, the first round left out.</summary>
    internal static double[] Seconds(int rounds, params Func<double>[] sides)
    {
        var seconds = new List<double>[sides.Length];
        for (int i = 0; i < sides.Length; i++) seconds[i] = [];
        for (int round = 0; round <= rounds; round++)
        {
            for (int i = 0; i < sides.Length; i++)
            {
                double took = sides[i]();
                if (round > 0) seconds[i].Add(took);
            }
        }
        return [.. seconds.Select(Median)];
    }

    /// <summary>Processor seconds of some work. With other programs running, the clock on the wall would measure them.</summary>
    internal static double Time(Action work)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    /// <summary>Ruby 3.3 of the trixie root, or null with a line that says how to get it.</summary>
    internal static LiveRuby? Ruby33()
    {
        try
        {
            return RubyFinder.Find("trixie");
        }
        catch (UserException absent)
        {
            Report.Note($"without Ruby 3.3: {absent.Message}");
            return null;
        }
    }

    /// <summary>The number that a script answers.</summary>
    internal static double Ask(LiveRuby ruby, string script) =>
        double.Parse(ruby.Evaluate(script), CultureInfo.InvariantCulture);

    internal static double Median(List<double> values)
    {
        Debug.Assert(values.Count > 0);
        values.Sort();
        return values[values.Count / 2];
    }
}

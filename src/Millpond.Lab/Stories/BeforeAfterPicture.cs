using System.Globalization;
using Millpond.Lab.Comparing;

namespace Millpond.Lab.Stories;

/// <summary>
/// Two bars a case, stock above Millpond, as shares of stock's time, each split into program and kernel; a line where
/// the case must come to. Colours are Okabe and Ito's, which the colour-blind can tell apart.
/// </summary>
internal static class BeforeAfterPicture
{
    private const string Blue = "#0072B2";
    private const string Orange = "#E69F00";
    private const string Vermilion = "#D55E00";

    private const double Margin = 24;
    private const double BarsLeft = 130;
    private const double FullBar = 480;
    private const double WidestBar = 560;
    private const double NumbersLeft = BarsLeft + WidestBar + 16;
    private const double BarHeight = 16;
    private const double CaseHeight = 70;
    private const double HeaderHeight = 92;
    private const double Width = 1000;

    internal static string Draw(NumPyStoryResult story)
    {
        string reading = Reading(story);
        double height = HeaderHeight + CaseHeight * story.Cases.Count + Margin;
        SvgWriter svg = new(Width, height, "NumPy's time before and after Millpond", reading);
        svg.Text(Margin, 32, "Freed arrays stay warm: time of one iteration, stock NumPy = 100 %", 18, "bold");
        svg.Text(Margin, 54, reading, 13);
        Legend(svg, 74);
        for (int i = 0; i < story.Cases.Count; i++)
            DrawCase(svg, HeaderHeight + CaseHeight * i, story.Cases[i]);
        return svg.ToString();
    }

    /// <summary>The picture in one sentence.</summary>
    internal static string Reading(NumPyStoryResult story)
    {
        if (story.Cases.Count == 0)
            return "Nothing was measured.";
        int met = story.Cases.Count(one => one.IsMet);
        CaseResult first = story.Cases[0];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{first.Case.Title} takes {100 * first.Time.Median:0} % of stock NumPy's time; ")
            + $"{met} of {story.Cases.Count} cases keep their limits.";
    }

    private static void Legend(SvgWriter svg, double y)
    {
        svg.Rectangle(Margin, y - 10, 12, 12, Blue);
        svg.Text(Margin + 18, y, "in the program");
        svg.Rectangle(Margin + 130, y - 10, 12, 12, Orange);
        svg.Text(Margin + 148, y, "in the kernel");
        svg.VerticalLine(Margin + 256, y - 11, y + 3, Vermilion);
        svg.Text(Margin + 266, y, "must come to");
    }

    private static void DrawCase(SvgWriter svg, double top, CaseResult result)
    {
        SnippetSideResult stock = result.Measured.SideOf(Side.Plain);
        SnippetSideResult ours = result.Measured.SideOf(Side.Millpond);
        svg.Text(Margin, top + 14, result.Case.Title, 13, "bold");
        DrawBar(svg, top + 22, "stock", stock, stock.SecondsPerIteration.Median);
        DrawBar(svg, top + 22 + BarHeight + 3, "Millpond", ours, stock.SecondsPerIteration.Median);
        double must = BarsLeft + FullBar * result.Case.Must;
        svg.VerticalLine(must, top + 20, top + 22 + 2 * BarHeight + 5, Vermilion);
    }

    private static void DrawBar(SvgWriter svg, double top, string name, SnippetSideResult side, double unitSeconds)
    {
        double seconds = side.SecondsPerIteration.Median;
        double kernel = Math.Min(seconds, side.SystemSecondsPerIteration);
        double scale = Math.Min(FullBar / unitSeconds, WidestBar / seconds);
        svg.Text(Margin, top + 12, name);
        svg.Rectangle(BarsLeft, top, (seconds - kernel) * scale, BarHeight, Blue);
        svg.Rectangle(BarsLeft + (seconds - kernel) * scale, top, kernel * scale, BarHeight, Orange);
        string faults = side.FaultsPerIteration.ToString("N0", CultureInfo.InvariantCulture);
        svg.Text(NumbersLeft, top + 12, $"{Durations.Text(seconds)}, {faults} faults");
    }
}

/// <summary>Seconds for people.</summary>
public static class Durations
{
    /// <summary>Three figures, in s, ms, µs or ns.</summary>
    public static string Text(double seconds)
    {
        (double value, string unit) = Math.Abs(seconds) switch
        {
            0 => (0, "s"),
            >= 1 => (seconds, "s"),
            >= 1e-3 => (seconds * 1e3, "ms"),
            >= 1e-6 => (seconds * 1e6, "µs"),
            _ => (seconds * 1e9, "ns"),
        };
        string format = Math.Abs(value) switch { >= 100 => "0", >= 10 => "0.0", _ => "0.00" };
        return value.ToString(value == 0 ? "0" : format, CultureInfo.InvariantCulture) + " " + unit;
    }
}

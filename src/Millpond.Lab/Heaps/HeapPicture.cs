using System.Globalization;
using Millpond.Lab.Stories;

namespace Millpond.Lab.Heaps;

/// <summary>
/// Pages of each pool over time, a panel a run, all with the same axes; below each line a lane with its collections. The
/// pool that does not grow is seen at a glance.
/// </summary>
internal static class HeapPicture
{
    private const double Width = 1000, Margin = 24, Left = 130, Right = 760, Header = 92, Panel = 150, Plot = 96;
    private const string Grey = "#999999", Vermilion = "#D55E00", Axis = "#DDDDDD";

    // Okabe and Ito's, which the colour-blind can tell apart.
    private static readonly string[] s_colours = ["#56B4E9", "#009E73", "#0072B2", "#CC79A7", "#E69F00"];
    private static readonly (string Policy, bool Shared)[] s_panels =
        [("ruby33", false), ("ruby33", true), ("ruby349", true), ("millpond", true)];

    internal static string Draw(HeapStoryResult story)
    {
        StoryRun[] runs = [.. s_panels.Select(panel => story.Of(panel.Policy, panel.Shared))];
        double seconds = runs.Max(run => run.Seconds);
        int pages = Math.Max(1, runs.Max(run => run.Steps.Select(step => step.Pages).DefaultIfEmpty(1).Max()));
        SvgWriter svg = new(Width, Header + (Panel * runs.Length) + Margin, "Pages of each pool over time", Reading(runs));
        svg.Text(Margin, 32, "The pool that does not grow: pages of each pool while ten trees are built and dropped", 18, "bold");
        svg.Text(Margin, 54, Reading(runs), 13);
        Legend(svg, 76, runs);
        for (int i = 0; i < runs.Length; i++) DrawPanel(svg, Header + (Panel * i), runs[i], seconds, pages);
        return svg.ToString();
    }

    /// <summary>The picture in one sentence.</summary>
    internal static string Reading(StoryRun[] runs)
    {
        StoryPool? small = runs[1].Pools.MaxBy(pool => pool.CollectionsAskedFor);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"With shared hashes {runs[1].Policy} leaves pool {small?.SlotBytes} at {small?.PeakPages} pages and collects ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"{runs[1].Minor + runs[1].Major} times; {runs[^1].Policy} collects {runs[^1].Minor + runs[^1].Major} times.");
    }

    private static void Legend(SvgWriter svg, double y, StoryRun[] runs)
    {
        double x = Margin;
        foreach (StoryPool pool in runs.SelectMany(run => run.Pools).DistinctBy(pool => pool.Index).OrderBy(pool => pool.Index))
        {
            svg.Rectangle(x, y - 10, 12, 12, Colour(pool.Index));
            svg.Text(x + 18, y, $"slots of {pool.SlotBytes} bytes");
            x += 140;
        }
        svg.VerticalLine(x, y - 11, y + 3, Grey);
        svg.Text(x + 8, y, "minor collection");
        svg.VerticalLine(x + 130, y - 11, y + 3, Vermilion);
        svg.Text(x + 138, y, "major collection");
    }

    private static void DrawPanel(SvgWriter svg, double top, StoryRun run, double seconds, int pages)
    {
        double bottom = top + 20 + Plot;
        double X(double at) => Left + ((Right - Left) * Math.Min(1, at / seconds));
        double Y(int count) => bottom - (Plot * count / pages);
        svg.Text(Margin, top + 12, $"{run.Policy}, hashes {(run.IsShared ? "shared" : "of their own")}", 13, "bold");
        svg.Text(Margin, Y(pages) + 10, $"{pages} pages", 11);
        svg.Rectangle(Left, bottom, Right - Left, 1, Axis);
        foreach (StoryPool pool in run.Pools)
        {
            (double x, double y) = (Left, bottom);
            foreach (StoryStep step in run.Steps.Where(step => step.Pool == pool.Index))
            {
                (double nextX, double nextY) = (X(step.Seconds), Y(step.Pages));
                if (Math.Abs(nextY - y) < 0.5 && step != run.Steps[^1]) continue;
                Line(svg, x, y, nextX, nextY, Colour(pool.Index));
                (x, y) = (nextX, nextY);
            }
            Line(svg, x, y, X(run.Seconds), y, Colour(pool.Index));
        }
        foreach (StoryCollection one in run.Collections)
            svg.Rectangle(X(one.Seconds), bottom + 3, one.IsMajor ? 2 : 1, 9, one.IsMajor ? Vermilion : Grey);
        string numbers = string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Minor} minor, {run.Major} major, {Durations.Text(run.Seconds)}");
        svg.Text(Right + 16, bottom - 8, numbers);
    }

    private static void Line(SvgWriter svg, double x, double y, double nextX, double nextY, string colour)
    {
        svg.Rectangle(x, y - 1, Math.Max(1, nextX - x), 2, colour);
        svg.Rectangle(nextX, Math.Min(y, nextY) - 1, 2, Math.Abs(nextY - y) + 2, colour);
    }

    private static string Colour(int pool) => s_colours[pool % s_colours.Length];
}

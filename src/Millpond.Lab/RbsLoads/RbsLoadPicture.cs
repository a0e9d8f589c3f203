using System.Globalization;
using Millpond.Lab.Stories;

namespace Millpond.Lab.RbsLoads;

/// <summary>Pages of the pool of 160 bytes over time, nothing shared and both shared, collections as ticks below.</summary>
internal static class RbsLoadPicture
{
    private const double Width = 1000, Left = 70, Top = 80, PlotWidth = 890, PlotHeight = 240, Ticks = 40;
    private const string Orange = "#E69F00";
    private const string Blue = "#0072B2";
    private const string Vermilion = "#D55E00";
    private const int Pool160 = 2;

    internal static string Draw(RbsLoadStoryResult story, string policy)
    {
        RbsLoadResult own = Find(story, policy, RbsSharing.Nothing), shared = Find(story, policy, RbsSharing.Both);
        string reading = string.Create(CultureInfo.InvariantCulture, $"""
            Loading {story.Files:N0} files under {policy}: {own.MinorPerLoad:0.#} minor collections a load with an empty hash
            in every node, {shared.MinorPerLoad:0.#} with one that all share.
            """).ReplaceLineEndings(" ");
        SvgWriter svg = new(Width, Top + PlotHeight + (2 * Ticks) + 40, "Pages of the pool of 160 bytes over time", reading);
        svg.Text(Left, 32, "Pages of the pool of 160 bytes while signatures are loaded", 18, "bold");
        svg.Text(Left, 54, reading, 13);
        double end = new[] { own, shared }.Max(one => one.Points.Count == 0 ? 1 : one.Points[^1].AllocatedObjects);
        double most = new[] { own, shared }.Max(one => one.Points.Count == 0 ? 1 : one.Points.Max(Pages));
        Draw(svg, own, Orange, end, most, Top + PlotHeight + 10, "every node its own hash");
        Draw(svg, shared, Blue, end, most, Top + PlotHeight + 10 + Ticks, "one hash shared");
        svg.Text(8, Top + 6, most.ToString("N0", CultureInfo.InvariantCulture));
        svg.Text(8, Top + PlotHeight, "0");
        return svg.ToString();
    }

    private static void Draw(
        SvgWriter svg, RbsLoadResult one, string colour, double end, double most, double ticks, string label)
    {
        double before = Left;
        foreach (CollectionPoint point in one.Points)
        {
            double x = Left + (point.AllocatedObjects / end * PlotWidth);
            double y = Top + PlotHeight - (Pages(point) / most * PlotHeight);
            svg.Rectangle(before, y - 1, Math.Max(1, x - before), 2, colour);
            svg.Rectangle(x, ticks, 0.6, point.IsMajor ? 22 : 12, point.IsMajor ? Vermilion : colour);
            before = x;
        }
        svg.Text(Left, ticks + 30, $"{label}: {one.Points.Count:N0} collections, each a tick; majors longer");
    }

    private static double Pages(CollectionPoint point) => point.Pages.Count > Pool160 ? point.Pages[Pool160] : point.Pages[0];

    private static RbsLoadResult Find(RbsLoadStoryResult story, string policy, RbsSharing sharing) => story.Results.First(
        one => one.Case.Policy == policy && one.Case.Sharing == sharing && one.Case.Remedy == RbsLoadCase.NoRemedy);
}

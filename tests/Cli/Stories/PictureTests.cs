using System.Xml.Linq;
using Millpond.Lab.Comparing;
using Millpond.Lab.Reports;
using Millpond.Lab.Statistics;
using Millpond.Lab.Stories;

namespace Millpond.Cli.Tests.Stories;

public sealed class PictureTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void The_picture_is_well_formed_whatever_a_title_holds() =>
        Assert.Contains(Draw().Descendants(s_svg + "text"), text => text.Value == "a<b & \"c\"");

    [Fact]
    public void Its_description_is_its_reading_in_one_sentence() => Assert.Equal(
        "a<b & \"c\" takes 50 % of stock NumPy's time; 1 of 1 cases keep their limits.",
        Draw().Descendants(s_svg + "desc").Single().Value);

    [Fact]
    public void It_is_static_and_asks_nobody_for_anything()
    {
        string[] names = [.. Draw().Descendants().Select(element => element.Name.LocalName).Distinct().Order()];
        Assert.Equal(["desc", "rect", "text", "title"], names);
    }

    [Fact]
    public void A_bar_is_split_into_program_and_kernel() => Assert.Equal(
        ["360", "120"], Bars("#0072B2", "#E69F00").Select(bar => bar.Attribute("width")!.Value));

    private static IEnumerable<XElement> Bars(string first, string second) =>
        Draw().Descendants(s_svg + "rect").Where(bar => bar.Attribute("height")!.Value == "16").Take(2)
            .Where(bar => bar.Attribute("fill")!.Value == first || bar.Attribute("fill")!.Value == second);

    private static XElement Draw()
    {
        Case one = new() { Name = "x", Title = "a<b & \"c\"", Setup = "", Statement = "x", Must = 0.8 };
        SnippetResult measured = new(
            "", "x", "3", "1", 1, 7, [Side("plain", 0.04, 0.01), Side("millpond", 0.02, 0)], [], RunSummary.Of([], ""));
        CaseResult result = new(one, PairedRatio.Of([1], [2])!, 0, null, measured);
        return XDocument.Parse(BeforeAfterPicture.Draw(new("3", "1", [], [result]))).Root!;
    }

    private static SnippetSideResult Side(string name, double seconds, double system) => new()
    {
        Name = name,
        Variables = new Dictionary<string, string>(),
        PluginEnabled = false,
        IterationsPerSecond = 1 / seconds,
        SecondsPerIteration = Spread.Of([seconds]),
        BatchSecondsPerIteration = [seconds],
        UserSecondsPerIteration = seconds - system,
        SystemSecondsPerIteration = system,
        FaultsPerIteration = 0,
        PartSecondsPerIteration = [],
        PeakResidentBytes = 0,
    };
}

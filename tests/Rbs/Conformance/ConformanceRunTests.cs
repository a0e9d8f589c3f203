using System.Text;
using Millpond.Rbs.Conformance;

namespace Millpond.Rbs.Tests.Conformance;

public sealed class ConformanceRunTests
{
    [Fact]
    public void A_call_that_comes_out_as_recorded_passes() => Assert.Equal(
        new(1, 0, 0), Run("""{"kind":"lex","enc":"UTF-8","opts":{},"src":"A","ok":[["tUIDENT",0,1],["pEOF",1,1]]}""").Count);

    [Fact]
    public void A_tree_that_differs_fails() => Assert.Equal(
        "tree", Assert.Single(Run("""{"kind":"type","enc":"UTF-8","opts":{},"src":"A","ok":{"_":"B"}}""").Differences).What);

    [Fact]
    public void An_error_that_was_not_recorded_fails() => Assert.Equal(
        "outcome", Assert.Single(Run("""{"src":"class","ok":true,"json":[]}""").Differences).What);

    [Fact]
    public void A_missing_error_fails() => Assert.Equal(
        "no error", Assert.Single(Run("""{"src":"","error":"a.rbs:1:0...1:0: no"}""").Differences).Actual);

    [Fact]
    public void A_source_in_another_encoding_differs_on_purpose() => Assert.Equal(
        1, Run("""{"kind":"lex","enc":"EUC-JP","opts":{},"src_hex":"a4a2","ok":[]}""").Count.Documented);

    [Fact]
    public void A_kind_that_nobody_knows_fails() => Assert.Equal(
        "kind", Assert.Single(Run("""{"kind":"odd","enc":"UTF-8","opts":{},"src":"","ok":null}""").Differences).What);

    [Fact]
    public void A_call_that_Ruby_refused_is_refused_in_its_words() => Assert.Equal(1, Run(
        """{"kind":"type","enc":"UTF-8","opts":{"s":1,"e":0},"src":"","raise":["ArgumentError","invalid position range: 1...0"]}""")
        .Count.Passed);

    [Fact]
    public void Annotations_of_a_Ruby_file_may_stand_elsewhere_in_it() => Assert.Equal(1, Run(
        """{"kind":"inline_trailing_annotation","enc":"UTF-8","opts":{},"src":": A","ok":{"_":"AST::Ruby::Annotations::NodeTypeAssertion","location":{"s":10,"e":13},"prefix_location":{"s":10,"e":11},"type":{"_":"Types::ClassInstance","name":{"tn":"A"},"args":[],"location":{"s":12,"e":13,"c":{"name":[12,13],"args":null}}}}}""")
        .Count.Passed);

    [Fact]
    public void But_all_on_a_line_by_the_same_distance() => Assert.Equal(1, Run(
        """{"kind":"inline_trailing_annotation","enc":"UTF-8","opts":{},"src":": A","ok":{"_":"AST::Ruby::Annotations::NodeTypeAssertion","location":{"s":10,"e":13},"prefix_location":{"s":10,"e":11},"type":{"_":"Types::ClassInstance","name":{"tn":"A"},"args":[],"location":{"s":13,"e":14,"c":{"name":[13,14],"args":null}}}}}""")
        .Count.Failed);

    [Fact]
    public void What_is_no_case_is_named_by_its_line()
    {
        FormatException error = Assert.Throws<FormatException>(() => Run("\n{}"));
        Assert.StartsWith("line 2 ", error.Message, StringComparison.Ordinal);
    }

    private static (ConformanceCount Count, List<ConformanceDifference> Differences) Run(string lines)
    {
        List<ConformanceDifference> differences = [];
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(lines));
        return (ConformanceRun.Run(stream, differences.Add), differences);
    }
}

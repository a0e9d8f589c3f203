using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Conformance;

/// <summary>Where Millpond differs from the rbs gem on purpose; docs/rbs-conformance.md says more about each.</summary>
internal static class KnownDifferences
{
    public const string KindOfSelf = "upstream gives a method named self a kind that ends before it begins";

    /// <summary>Upstream's place of the kind of <c>def self: …</c>: it looks for <c>self.</c>, finds the name, and makes
    /// of it a place from the name's beginning back to the keyword's end.</summary>
    public static (int Start, int End)? KindOf(Node node) => node switch
    {
        MethodDefinition { Name.Text: "self" or "self?" } m => (m.NameSpan.Start, m.KeywordSpan.End),
        AttributeMember { Name.Text: "self" or "self?" } m => (m.NameSpan.Start, m.KeywordSpan.End),
        _ => null,
    };
}

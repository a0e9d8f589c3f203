using Millpond.Rbs.Ast;
using Millpond.Rbs.Json;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Conformance;

/// <summary>Where Millpond differs from the rbs gem on purpose; docs/rbs-conformance.md says more about each.</summary>
internal static class KnownDifferences
{
    /// <summary>A place that upstream never sets: it can be any.</summary>
    public const int Unset = -1;

    /// <summary>A source that is neither UTF-8 nor US-ASCII, nor can be made so.</summary>
    public const string Encoding = "sources are UTF-8 or US-ASCII";

    /// <summary>Both upstream bugs below.</summary>
    public const string PlacesOfNames = "upstream misplaces the names of methods that are quoted or called self";

    /// <summary>What upstream says of a part of a node's place where it is wrong; else null.</summary>
    public static (int Start, int End)? Misplaced(Node node, LocationChild child, SourceBuffer buffer) => node switch
    {
        // It looks for `self.`, finds the name, and makes of it a place from the name's beginning back to `def`.
        MethodDefinition { Kind: MemberKind.Instance, Name.Text: "self" or "self?" } method
            when child.Name == "kind" => (method.NameSpan.Start, method.KeywordSpan.End),
        // Its places of names in backquotes are what was in memory before.
        MethodDefinition or AttributeMember or AliasMember
            when child.Name is "name" or "new_name" or "old_name" && buffer[child.Span] is [(byte)'`', _, ..] =>
            (Unset, Unset),
        _ => null,
    };
}

using System.Text;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.LanguageServer;

/// <summary>What is shown about a symbol: how it is declared, and its doc comment.</summary>
internal static class Hovering
{
    // Editors show a few lines of a class at most; the rest is a click away.
    private const int MostDeclarations = 3;

    /// <summary>Markdown; null where there is nothing to say.</summary>
    public static string? Of(Symbol symbol, RbsEnvironment environment)
    {
        List<DeclaringMember> places = [.. Declarations.Of(symbol, environment)];
        if (places.Count == 0)
            return null;
        StringBuilder text = new("```rbs\n");
        if (OwnerOf(symbol) is { } owner)
            text.Append("# ").Append(owner).Append('\n');
        foreach (DeclaringMember place in places.Take(MostDeclarations))
            text.Append(SourceOf(place)).Append('\n');
        text.Append("```\n");
        if (places.Select(DocOf).FirstOrDefault(static doc => doc.Length > 0) is { } doc)
            text.Append("\n---\n\n").Append(doc);
        return text.ToString();
    }

    private static string? OwnerOf(Symbol symbol) => symbol switch
    {
        MethodSymbol method => $"{method.Owner}{(method.IsSingleton ? "." : "#")}{method.Name}",
        VariableSymbol variable => $"{variable.Owner}",
        TypeSymbol type => $"{type.Name}",
        _ => null,
    };

    // As written; of a class only the line that begins it. Lines lose the indentation of the first.
    private static string SourceOf(DeclaringMember place)
    {
        SourceBuffer buffer = place.File.Buffer;
        Span span = place.Member is ContainerDeclaration container ? HeaderOf(container) : place.Member.Span;
        int column = buffer.PositionOf(span.Start).Column;
        string[] lines = buffer.TextOf(span).Split('\n');
        for (int i = 1; i < lines.Length; i++)
        {
            string line = lines[i].TrimEnd('\r');
            int indent = line.Length - line.TrimStart(' ').Length;
            lines[i] = line[Math.Min(indent, column)..];
        }
        return string.Join('\n', lines);
    }

    private static Span HeaderOf(ContainerDeclaration container)
    {
        int end = container.NameSpan.End;
        if (container.TypeParamsSpan.Exists)
            end = container.TypeParamsSpan.End;
        if (container is ClassDeclaration { SuperClass: { } super })
            end = super.Span.End;
        if (container is ModuleDeclaration { SelfTypesSpan: { Exists: true } selfTypes })
            end = selfTypes.End;
        return Span.Between(container.KeywordSpan.Start, end);
    }

    // Ruby's signatures begin their comments with `<!-- rdoc-file=… -->`, which is for tools.
    private static string DocOf(DeclaringMember place)
    {
        if (!place.Member.Comment.Exists)
            return "";
        string text = place.Member.Comment.TextIn(place.File.Buffer).Trim();
        while (text.StartsWith("<!--", StringComparison.Ordinal))
        {
            int end = text.IndexOf("-->", StringComparison.Ordinal);
            if (end < 0)
                break;
            text = text[(end + "-->".Length)..].TrimStart();
        }
        return text;
    }
}

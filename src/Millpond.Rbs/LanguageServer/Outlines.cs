using System.Text.Json;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.LanguageServer;

/// <summary>The symbols of a document as a tree, and of the workspace as a list.</summary>
internal static class Outlines
{
    // Of a search in the workspace: more than anybody reads, far less than would slow an editor.
    private const int MostSymbols = 1_000;

    private const int ModuleKind = 2, ClassKind = 5, MethodKind = 6, PropertyKind = 7, FieldKind = 8, InterfaceKind = 11,
        VariableKind = 13, ConstantKind = 14, StructKind = 23;

    public static void WriteDocument(Utf8JsonWriter json, SourceFile file)
    {
        json.WriteStartArray();
        foreach (Declaration declaration in file.Tree.Declarations)
            WriteNested(json, file.Buffer, declaration);
        json.WriteEndArray();
    }

    public static void WriteMatches(Utf8JsonWriter json, Workspace workspace, string query)
    {
        int left = MostSymbols;
        json.WriteStartArray();
        foreach (SourceFile file in workspace.Files)
        {
            foreach ((Member member, string container) in Flatten(file.Tree.Declarations, ""))
            {
                if (left == 0)
                    break;
                if (Describe(member) is not { } item || !Matches(item.Name, query))
                    continue;
                left--;
                json.WriteStartObject();
                json.WriteText("name", item.Name);
                json.WriteNumber("kind", item.Kind);
                json.WriteText("containerName", container);
                json.WritePropertyName("location");
                json.WriteLocation(workspace.UriOf(file.Path), file.Buffer, item.NameSpan);
                json.WriteEndObject();
            }
        }
        json.WriteEndArray();
    }

    // The letters of the query in order, as editors search.
    private static bool Matches(string name, string query)
    {
        int at = 0;
        foreach (char letter in name)
        {
            if (at < query.Length && char.ToUpperInvariant(letter) == char.ToUpperInvariant(query[at]))
                at++;
        }
        return at == query.Length;
    }

    private static IEnumerable<(Member Member, string Container)> Flatten(IEnumerable<Member> members, string container)
    {
        foreach (Member member in members)
        {
            yield return (member, container);
            if (member is not ContainerDeclaration node)
                continue;
            string inner = container.Length == 0 ? $"{node.Name}" : $"{container}::{node.Name}";
            foreach ((Member, string) nested in Flatten(node.Members, inner))
                yield return nested;
        }
    }

    private static void WriteNested(Utf8JsonWriter json, SourceBuffer buffer, Member member)
    {
        if (Describe(member) is not { } item)
            return;
        json.WriteStartObject();
        json.WriteText("name", item.Name);
        if (item.Detail.Exists)
            json.WriteText("detail", buffer.TextOf(item.Detail));
        json.WriteNumber("kind", item.Kind);
        json.WriteRange("range", buffer, member.Span);
        json.WriteRange("selectionRange", buffer, item.NameSpan);
        if (member is ContainerDeclaration { Members: { IsEmpty: false } members })
        {
            json.WriteStartArray("children");
            foreach (Member inner in members)
                WriteNested(json, buffer, inner);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static Item? Describe(Member member) => member switch
    {
        ClassDeclaration node => new($"{node.Name}", ClassKind, node.NameSpan, node.SuperClass?.Span ?? default),
        ModuleDeclaration node => new($"{node.Name}", ModuleKind, node.NameSpan, node.SelfTypesSpan),
        InterfaceDeclaration node => new($"{node.Name}", InterfaceKind, node.NameSpan, default),
        TypeAliasDeclaration node => new($"{node.Name}", StructKind, node.NameSpan, node.Type.Span),
        ConstantDeclaration node => new($"{node.Name}", ConstantKind, node.NameSpan, node.Type.Span),
        GlobalDeclaration node => new(node.Name.Text, VariableKind, node.NameSpan, node.Type.Span),
        ClassAliasDeclaration node =>
            new($"{node.NewName}", node.IsModule ? ModuleKind : ClassKind, node.NewNameSpan, node.OldNameSpan),
        MethodDefinition node => new(
            Prefixed(node.Kind, node.Name), MethodKind, node.NameSpan,
            node.Overloads.IsEmpty ? default : node.Overloads[0].MethodType.Span),
        AliasMember node => new(Prefixed(node.Kind, node.NewName), MethodKind, node.NewNameSpan, node.OldNameSpan),
        AttributeMember node => new(Prefixed(node.Kind, node.Name), PropertyKind, node.NameSpan, node.Type.Span),
        VariableMember node => new(node.Name.Text, FieldKind, node.NameSpan, node.Type.Span),
        _ => null,
    };

    private static string Prefixed(MemberKind kind, Name name) => kind switch
    {
        MemberKind.Singleton => $"self.{name}",
        MemberKind.SingletonInstance => $"self?.{name}",
        _ => name.Text,
    };

    private sealed record Item(string Name, int Kind, Span NameSpan, Span Detail);
}

using System.Collections.Immutable;
using System.Text;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Definitions;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Formatting;

/// <summary>A member that is to be written, and of a class or module only some of what is inside.</summary>
/// <param name="Member">The member.</param>
/// <param name="Members">What of its members to write; default: all.</param>
public readonly record struct WrittenMember(Member Member, ImmutableArray<WrittenMember> Members = default);

/// <summary>
/// Writes trees as the rbs gem's writer does: doc comments and annotations, types on one line, and none of the other
/// comments, as a tree does not hold them. (<see cref="SignatureFormatter"/> keeps those.)
/// </summary>
public sealed class SignatureWriter
{
    private static readonly HashSet<string> s_operators =
    [
        "|", "^", "&", "<=>", "==", "===", "=~", ">", ">=", "<", "<=", "<<", ">>", "+", "-", "*", "/", "%", "**", "~",
        "+@", "-@", "[]", "[]=", "`", "!", "!=", "!~",
    ];

    private readonly StringBuilder _text = new();
    private readonly SourceBuffer _buffer;
    private readonly RbsVersion _version;
    private int _indent;

    private SignatureWriter(SourceBuffer buffer, RbsVersion version)
    {
        _buffer = buffer;
        _version = version;
    }

    /// <summary>All of a file, or what is left of it.</summary>
    /// <param name="file">The file; its directives are written.</param>
    /// <param name="version">The version whose spelling is wanted.</param>
    /// <param name="declarations">What to write; default: all declarations.</param>
    public static string Write(
        SignatureFile file, RbsVersion version, ImmutableArray<WrittenMember> declarations = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        SignatureWriter writer = new(file.Buffer, version);
        foreach (Directive directive in file.Directives)
            writer.Line(TextOf(directive));
        if (!file.Directives.IsEmpty)
            writer._text.Append('\n');
        writer.Siblings(declarations.IsDefault ? All([.. file.Declarations]) : declarations, keepsBlankLines: true);
        return writer._text.ToString();
    }

    private static ImmutableArray<WrittenMember> All(ImmutableArray<Member> members) =>
        [.. members.Select(static member => new WrittenMember(member))];

    private static string TextOf(Directive directive) => directive switch
    {
        ResolveTypeNamesDirective magic => $"# resolve-type-names: {(magic.Value ? "true" : "false")}",
        UseDirective use => $"use {string.Join(", ", use.Clauses.Select(static clause => clause switch
        {
            SingleUseClause { NewName: { } name } single => $"{single.TypeName} as {name}",
            SingleUseClause single => $"{single.TypeName}",
            _ => $"{((WildcardUseClause)clause).Namespace}*",
        }))}",
        _ => "",
    };

    // As upstream: in modules and interfaces a blank line between any two, elsewhere where the source has one.
    private void Siblings(ImmutableArray<WrittenMember> members, bool keepsBlankLines)
    {
        for (int i = 0; i < members.Length; i++)
        {
            if (i > 0 && (!keepsBlankLines || HasBlankBetween(members[i - 1].Member, members[i].Member)))
                _text.Append('\n');
            Member(members[i]);
        }
    }

    private bool HasBlankBetween(Member one, Member other)
    {
        int start = other.Comment.Exists ? other.Comment.Span.Start : other.Span.Start;
        return _buffer.Lines.LineOf(start) - _buffer.Lines.LineOf(one.Span.End) > 1;
    }

    private void Member(WrittenMember written)
    {
        Member member = written.Member;
        if (member.Comment.Exists)
        {
            foreach (string line in member.Comment.TextIn(_buffer)[..^1].Split('\n'))
                Line(line.Length == 0 ? "#" : $"# {line}");
        }
        if (member is AnnotatedMember annotated)
        {
            foreach (Annotation annotation in annotated.Annotations)
                Line(TextOf(annotation));
        }
        switch (member)
        {
            case ContainerDeclaration container:
                Container(container, written.Members.IsDefault ? All(container.Members) : written.Members);
                break;
            case MethodDefinition method:
                Method(method);
                break;
            default:
                Line(TextOf(member));
                break;
        }
    }

    private void Container(ContainerDeclaration container, ImmutableArray<WrittenMember> members)
    {
        string head = $"{container.Name}{Params(container.TypeParams)}";
        Line(container switch
        {
            ClassDeclaration { SuperClass: { } super } => $"class {head} < {super.Name}{Args(super.Args)}",
            ClassDeclaration => $"class {head}",
            ModuleDeclaration { SelfTypes: { IsEmpty: false } selfTypes } =>
                $"module {head} : {string.Join(", ", selfTypes.Select(self => $"{self.Name}{Args(self.Args)}"))}",
            ModuleDeclaration => $"module {head}",
            _ => $"interface {head}",
        });
        _indent += 2;
        Siblings(members, keepsBlankLines: container is ClassDeclaration);
        _indent -= 2;
        Line("end");
    }

    private string TextOf(Member member) => member switch
    {
        MixinMember node => $"{Keyword(node.Kind)} {node.Name}{Args(node.Args)}",
        AttributeMember node => TextOf(node),
        AliasMember { Kind: MemberKind.Singleton } node =>
            $"alias self.{MethodName(node.NewName)} self.{MethodName(node.OldName)}",
        AliasMember node => $"alias {MethodName(node.NewName)} {MethodName(node.OldName)}",
        VariableMember { Kind: VariableKind.ClassInstance } node => $"self.{node.Name}: {TextOf(node.Type)}",
        VariableMember node => $"{node.Name}: {TextOf(node.Type)}",
        VisibilityMember { Visibility: Visibility.Private } => "private",
        VisibilityMember => "public",
        TypeAliasDeclaration node => $"type {node.Name}{Params(node.TypeParams)} = {TextOf(node.Type)}",
        ConstantDeclaration node => $"{node.Name}: {TextOf(node.Type)}",
        GlobalDeclaration node => $"{node.Name}: {TextOf(node.Type)}",
        ClassAliasDeclaration node => $"{(node.IsModule ? "module" : "class")} {node.NewName} = {node.OldName}",
        _ => throw new FormatMismatchException($"{member.GetType().Name} is not known"),
    };

    private string TextOf(AttributeMember node)
    {
        string keyword = node.Attribute switch
        {
            AttributeKind.Reader => "attr_reader",
            AttributeKind.Writer => "attr_writer",
            _ => "attr_accessor",
        };
        string variable = node.VariableName is { } ivar ? $"({ivar})" : node.HasNoVariable ? "()" : "";
        string name = $"{Receiver(node.Kind)}{MethodName(node.Name)}";
        return $"{Prefix(node.Visibility)}{keyword} {name}{variable}: {TextOf(node.Type)}";
    }

    private void Method(MethodDefinition method)
    {
        string head = $"{Prefix(method.Visibility)}def {Receiver(method.Kind)}{MethodName(method.Name)}:";
        List<string> overloads = [.. method.Overloads.Select(overload => string.Concat(
            overload.Annotations.Select(static annotation => TextOf(annotation) + " "))
            + TypeText.Of(overload.MethodType, _version))];
        if (method.IsOverloading)
            overloads.Add("...");
        for (int i = 0; i < overloads.Count; i++)
            Line(i == 0 ? $"{head} {overloads[0]}" : $"{new string(' ', head.Length - 1)}| {overloads[i]}");
    }

    private string TextOf(RbsType type) => TypeText.Of(type, _version);

    private string Args(ImmutableArray<RbsType> args) => args.IsEmpty ? "" : $"[{TypeText.Of(args, _version)}]";

    private string Params(ImmutableArray<TypeParam> parameters) =>
        parameters.IsEmpty ? "" : $"[{string.Join(", ", parameters.Select(one => TypeText.Of(one, _version)))}]";

    private static string TextOf(Annotation annotation)
    {
        string text = annotation.Text;
        return !text.Contains('}') ? $"%a{{{text}}}"
            : !text.Contains(')') ? $"%a({text})"
            : !text.Contains(']') ? $"%a[{text}]"
            : !text.Contains('>') ? $"%a<{text}>"
            : $"%a|{text}|";
    }

    private static string MethodName(Name name)
    {
        string text = name.Text;
        string bare = text.Length > 1 && text[^1] is '?' or '!' or '=' ? text[..^1] : text;
        bool isPlain = bare.Length > 0 && !char.IsAsciiDigit(bare[0])
            && bare.All(static unit => unit == '_' || char.IsAsciiLetterOrDigit(unit));
        return isPlain || s_operators.Contains(text) ? text : $"`{text}`";
    }

    private static string Keyword(MixinKind kind) => kind switch
    {
        MixinKind.Include => "include",
        MixinKind.Extend => "extend",
        _ => "prepend",
    };

    private static string Prefix(Visibility visibility) => visibility switch
    {
        Visibility.Public => "public ",
        Visibility.Private => "private ",
        _ => "",
    };

    private static string Receiver(MemberKind kind) => kind switch
    {
        MemberKind.Singleton => "self.",
        MemberKind.SingletonInstance => "self?.",
        _ => "",
    };

    private void Line(string text) => _text.Append(' ', text.Length == 0 ? 0 : _indent).Append(text).Append('\n');
}

using System.Collections.Immutable;
using System.Text;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Versions;

/// <summary>
/// Finds in a tree what the version that was asked for does not know, and says which version brings it. The parser reads
/// the newest language; what older ones read otherwise is in the parser.
/// </summary>
internal sealed partial class VersionGate(SourceBuffer buffer, RbsVersion version)
{
    private readonly List<Diagnostic> _found = [];

    /// <summary>Whether there is anything to look for.</summary>
    public static bool IsNeeded(RbsVersion version) => version < RbsVersion.Latest;

    /// <summary>What a file has that its version does not know, in order of place.</summary>
    public static ImmutableArray<Diagnostic> Check(SignatureFile file, RbsVersion version)
    {
        VersionGate gate = new(file.Buffer, version);
        foreach (UseDirective use in file.Directives.OfType<UseDirective>())
            gate.Need(LanguageVersions.Aliases, "use directives", use.Span);
        gate.Members(file.Declarations.CastArray<Member>());
        return gate.Sorted();
    }

    /// <summary>The same for a type, a method type, type parameters or an annotation in a comment.</summary>
    public static ImmutableArray<Diagnostic> Check(object? node, SourceBuffer buffer, RbsVersion version)
    {
        VersionGate gate = new(buffer, version);
        switch (node)
        {
            case RbsType type:
                gate.Type(type);
                break;
            case MethodType type:
                gate.Method(type);
                break;
            case ImmutableArray<TypeParam> { IsDefault: false } list:
                gate.Params(list);
                break;
            case InlineAnnotation annotation:
                gate.Need(LanguageVersions.InlineAnnotations, "annotations in comments", annotation.Span);
                break;
        }
        return gate.Sorted();
    }

    private ImmutableArray<Diagnostic> Sorted()
    {
        if (version < LanguageVersions.NonAsciiNames && !buffer.IsAscii)
            NonAsciiNames();
        return [.. _found.OrderBy(diagnostic => diagnostic.Span.Start)];
    }

    private void Need(RbsVersion since, string what, Span span)
    {
        if (version < since)
            _found.Add(new(
                DiagnosticCodes.Version,
                Severity.Error,
                $"{what} came with RBS {since}, and this is read as {version}",
                buffer,
                span));
    }

    // In the tokens: names are all over the tree, and few files have any byte beyond ASCII.
    private void NonAsciiNames()
    {
        foreach (Token token in Lexer.Tokenize(buffer))
        {
            bool isName = token.Kind is TokenKind.Symbol
                or (>= TokenKind.LowerIdentifier and <= TokenKind.EqualsIdentifier)
                or (>= TokenKind.InstanceVariable and <= TokenKind.GlobalVariable);
            if (isName && !Ascii.IsValid(buffer[token.Span]))
                Need(LanguageVersions.NonAsciiNames, "names with letters beyond ASCII", token.Span);
        }
    }

    private void Members(ImmutableArray<Member> members)
    {
        foreach (Member member in members)
            Member(member);
    }

    private void Member(Member member)
    {
        switch (member)
        {
            case ContainerDeclaration d:
                Container(d);
                break;
            case TypeAliasDeclaration d:
                Params(d.TypeParams);
                Type(d.Type);
                break;
            case ConstantDeclaration d:
                Type(d.Type);
                break;
            case GlobalDeclaration d:
                Type(d.Type);
                break;
            case ClassAliasDeclaration d:
                Need(LanguageVersions.Aliases, "class and module aliases", d.Span);
                break;
            case MethodDefinition m:
                foreach (Overload overload in m.Overloads)
                    Overload(overload);
                break;
            case AttributeMember m:
                Type(m.Type);
                break;
            case MixinMember m:
                Types(m.Args);
                break;
            case VariableMember m:
                Type(m.Type);
                break;
        }
    }

    private void Container(ContainerDeclaration declaration)
    {
        Params(declaration.TypeParams);
        if (declaration is ClassDeclaration { SuperClass: { } super })
            Types(super.Args);
        if (declaration is ModuleDeclaration module)
        {
            foreach (ClassReference self in module.SelfTypes)
                Types(self.Args);
        }
        Members(declaration.Members);
    }

    private void Overload(Overload overload)
    {
        if (overload.Annotations is [var first, ..])
            Need(LanguageVersions.Aliases, "annotations of overloads", first.Span);
        Method(overload.MethodType);
    }
}

using Millpond.Rbs.Ast;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.LanguageServer;

/// <summary>Another name for a symbol, wherever it is named in the workspace.</summary>
internal static class Renaming
{
    /// <summary>The place of the name that would be renamed.</summary>
    /// <exception cref="RpcException">It cannot be renamed; the message says why.</exception>
    public static Occurrence Prepare(SourceFile file, Workspace workspace, int offset)
    {
        if (OccurrenceFinder.At(file, workspace.Environment, offset) is not { Symbol: { } symbol } occurrence)
            throw RpcException.Failed("nothing here has a name that can be changed");
        List<DeclaringMember> declared = [.. Declarations.Of(symbol, workspace.Environment)];
        if (declared.Find(place => !workspace.IsOwn(place.File.Path)) is { File: { } foreign })
            throw RpcException.Failed($"{symbol.Text} is declared in {foreign.Path}, outside the workspace");
        if (declared.Count == 0)
            throw RpcException.Failed($"{symbol.Text} is declared nowhere in the workspace");
        if (IsSpelt(file, occurrence))
            return occurrence;
        throw RpcException.Failed($"{file.Buffer.TextOf(occurrence.Span)} stands for {symbol.Text}; rename that");
    }

    /// <summary>The edits, by file.</summary>
    /// <exception cref="RpcException">It cannot be renamed so; the message says why.</exception>
    public static List<(SourceFile File, List<(Span Span, string Text)> Edits)> Of(
        SourceFile file, Workspace workspace, int offset, string newName)
    {
        Symbol symbol = Prepare(file, workspace, offset).Symbol!;
        newName = newName.Trim();
        Check(symbol, newName, workspace.Environment);
        List<(SourceFile, List<(Span, string)>)> edits = [];
        foreach (SourceFile each in workspace.Files)
        {
            List<(Span, string)> inFile =
            [
                .. from occurrence in References.In(each, symbol, workspace.Environment)
                   where IsSpelt(each, occurrence)
                   select (occurrence.Span, TextFor(occurrence, newName)),
            ];
            if (inFile.Count > 0)
                edits.Add((each, inFile));
        }
        return edits;
    }

    // A name that `use … as` gave is another name for the same thing, and stays.
    private static bool IsSpelt(SourceFile file, Occurrence occurrence)
    {
        string written = file.Buffer.TextOf(occurrence.Span);
        return written == occurrence.Symbol!.Text
            || (written.StartsWith('`') && written.Trim('`') == occurrence.Symbol.Text)
            || (IsWriter(occurrence) && written + "=" == occurrence.Symbol.Text);
    }

    // `attr_writer a` makes the method `a=`.
    private static bool IsWriter(Occurrence occurrence) =>
        occurrence.Declares is AttributeMember { Attribute: AttributeKind.Writer };

    private static string TextFor(Occurrence occurrence, string newName) =>
        IsWriter(occurrence) ? newName.TrimEnd('=') : newName;

    private static void Check(Symbol symbol, string newName, RbsEnvironment environment)
    {
        string source = symbol switch
        {
            TypeSymbol { Name.Kind: TypeNameKind.Interface } => $"interface {newName}\nend",
            TypeSymbol { Name.Kind: TypeNameKind.Alias } => $"type {newName} = untyped",
            TypeSymbol => $"class {newName}\nend",
            MethodSymbol => $"class A\n  def {newName}: () -> void\nend",
            VariableSymbol { Kind: VariableKind.ClassInstance } => $"class A\n  self.{newName}: untyped\nend",
            VariableSymbol => $"class A\n  {newName}: untyped\nend",
            _ => $"{newName}: untyped",
        };
        SignatureFile parsed = Parser.ParseSignature(SourceBuffer.FromText("name", source));
        if (!parsed.IsValid || parsed.Declarations is not [var only] || NameIn(only) != newName || newName.Contains(':'))
            throw RpcException.BadParams($"{newName} cannot be the name of what {symbol.Text} is");
        if (symbol is TypeSymbol { Name: var name }
            && environment.Find(TypeName.Of(name.Namespace, Name.Of(newName))) is { } other)
            throw RpcException.BadParams($"{other.Name} is there already");
    }

    private static string? NameIn(Declaration declaration) => declaration switch
    {
        ContainerDeclaration { Members: [MethodDefinition { Kind: MemberKind.Instance } method] } => method.Name.Text,
        ContainerDeclaration { Members: [VariableMember variable] } => variable.Name.Text,
        GenericDeclaration { TypeParams.IsEmpty: true } node => node.Name.ToString(),
        GlobalDeclaration global => global.Name.Text,
        _ => null,
    };
}

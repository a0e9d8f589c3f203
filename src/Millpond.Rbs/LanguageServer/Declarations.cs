using Millpond.Rbs.Ast;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.LanguageServer;

/// <summary>A member that declares a symbol, in its file.</summary>
internal readonly record struct DeclaringMember(SourceFile File, Member Member, Span NameSpan);

/// <summary>Where symbols are declared.</summary>
internal static class Declarations
{
    public static IEnumerable<DeclaringMember> Of(Symbol symbol, RbsEnvironment environment) => symbol switch
    {
        TypeSymbol type => Of(type.Name, environment),
        MethodSymbol method => InOwner(method.Owner, symbol, environment),
        VariableSymbol variable => InOwner(variable.Owner, symbol, environment),
        GlobalSymbol global when environment.FindGlobal(global.Name) is { } entry =>
            [new(entry.Declared.File, entry.Declaration, entry.Declaration.NameSpan)],
        _ => [],
    };

    private static IEnumerable<DeclaringMember> Of(TypeName name, RbsEnvironment environment)
    {
        switch (environment.Find(name))
        {
            case ClassOrModuleEntry entry:
                return entry.All.Select(static one => Place(one.File, one.Declaration));
            case InterfaceEntry entry:
                return [Place(entry.Declared.File, entry.Declaration)];
            case TypeAliasEntry entry:
                return [Place(entry.Declared.File, entry.Declaration)];
            case ConstantEntry entry:
                return [Place(entry.Declared.File, entry.Declaration)];
            case ClassAliasEntry entry:
                return [Place(entry.Declared.File, entry.Declaration)];
            default:
                return [];
        }
    }

    private static DeclaringMember Place(SourceFile file, Declaration declaration) => new(file, declaration, declaration switch
    {
        GenericDeclaration node => node.NameSpan,
        ConstantDeclaration node => node.NameSpan,
        ClassAliasDeclaration node => node.NewNameSpan,
        _ => declaration.Span,
    });

    // All declarations of the owner, wherever they are.
    private static IEnumerable<DeclaringMember> InOwner(TypeName owner, Symbol symbol, RbsEnvironment environment) =>
        from file in Of(owner, environment).Select(static place => place.File).Distinct()
        from occurrence in OccurrenceFinder.Of(file, environment)
        let member = occurrence.Declares
        where member is not null && symbol.Equals(occurrence.Symbol)
        select new DeclaringMember(file, member, occurrence.Span);
}

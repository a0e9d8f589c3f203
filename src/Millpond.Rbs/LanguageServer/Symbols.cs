using Millpond.Rbs.Ast;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.LanguageServer;

/// <summary>What a name in a source stands for; equal where it is the same thing.</summary>
internal abstract record Symbol
{
    /// <summary>The bare name.</summary>
    public abstract string Text { get; }
}

/// <summary>A class, module, interface, type alias or constant.</summary>
internal sealed record TypeSymbol(TypeName Name) : Symbol
{
    public override string Text => Name.Name.Text;
}

/// <summary>A method of a class, module or interface.</summary>
internal sealed record MethodSymbol(TypeName Owner, bool IsSingleton, Name Name) : Symbol
{
    public override string Text => Name.Text;
}

/// <summary>A variable of a class or module.</summary>
internal sealed record VariableSymbol(TypeName Owner, VariableKind Kind, Name Name) : Symbol
{
    public override string Text => Name.Text;
}

/// <summary>A global variable.</summary>
internal sealed record GlobalSymbol(Name Name) : Symbol
{
    public override string Text => Name.Text;
}

/// <summary>One place where a symbol is named.</summary>
/// <param name="Symbol">The symbol; null where the name means nothing.</param>
/// <param name="Span">The bare name's place.</param>
/// <param name="Declares">The member that declares it here; null where it is only used.</param>
internal readonly record struct Occurrence(Symbol? Symbol, Span Span, Member? Declares);

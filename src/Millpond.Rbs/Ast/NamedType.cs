using System.Collections.Immutable;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Ast;

/// <summary>A type with a name and maybe arguments: <c>Hash[Symbol, String]</c>.</summary>
public abstract class NamedType : RbsType
{
    private protected NamedType()
    {
    }

    /// <summary>The name as written.</summary>
    public required TypeName Name { get; init; }

    /// <summary>The types in brackets; empty where there are none.</summary>
    public required ImmutableArray<RbsType> Args { get; init; }

    /// <summary>The name's place.</summary>
    public Span NameSpan => new(NameStart, Name.Utf8Length);

    /// <summary>From <c>[</c> to <c>]</c>.</summary>
    public Span ArgsSpan => ArgsStart == 0 ? Span.None : Span.Between(ArgsStart, Span.End);

    /// <summary>Where the name begins, in bytes.</summary>
    public required int NameStart { get; init; }

    /// <summary>Where <c>[</c> stands, in bytes; 0 where there are no arguments.</summary>
    public int ArgsStart { get; init; }

    /// <summary>The same at the same place, with another name and other arguments.</summary>
    public abstract NamedType With(TypeName name, ImmutableArray<RbsType> args);
}

/// <summary>An instance of a class or module: <c>String</c>, <c>Array[Integer]</c>.</summary>
public sealed class ClassInstanceType : NamedType
{
    /// <inheritdoc/>
    public override ClassInstanceType With(TypeName name, ImmutableArray<RbsType> args) =>
        new() { Span = Span, Name = name, NameStart = NameStart, Args = args, ArgsStart = ArgsStart };
}

/// <summary>An interface: <c>_Each[String]</c>.</summary>
public sealed class InterfaceType : NamedType
{
    /// <inheritdoc/>
    public override InterfaceType With(TypeName name, ImmutableArray<RbsType> args) =>
        new() { Span = Span, Name = name, NameStart = NameStart, Args = args, ArgsStart = ArgsStart };
}

/// <summary>A type alias: <c>int</c>, <c>json::value</c>.</summary>
public sealed class AliasType : NamedType
{
    /// <inheritdoc/>
    public override AliasType With(TypeName name, ImmutableArray<RbsType> args) =>
        new() { Span = Span, Name = name, NameStart = NameStart, Args = args, ArgsStart = ArgsStart };
}

/// <summary>A class or module itself: <c>singleton(String)</c>.</summary>
public sealed class SingletonType : NamedType
{
    /// <inheritdoc/>
    public override SingletonType With(TypeName name, ImmutableArray<RbsType> args) =>
        new() { Span = Span, Name = name, NameStart = NameStart, Args = args, ArgsStart = ArgsStart };
}

/// <summary>A type parameter in scope: <c>T</c>.</summary>
public sealed class VariableType : RbsType
{
    /// <summary>The parameter's name.</summary>
    public required Name Name { get; init; }

    /// <summary>Written in a bound before the parameter it names, so read as a class first. Upstream's location of such a
    /// variable has the children of a class's.</summary>
    public bool IsForward { get; init; }
}

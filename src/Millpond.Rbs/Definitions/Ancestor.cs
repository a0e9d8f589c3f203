using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Definitions;

/// <summary>How a class or module comes to be an ancestor.</summary>
public enum AncestorSource : byte
{
    /// <summary>It is the class, module or interface itself.</summary>
    Itself,

    /// <summary>As the super class, or the super class's ancestor.</summary>
    Super,

    /// <summary>As a module's self type.</summary>
    SelfType,

    /// <summary>By <c>include</c>.</summary>
    Include,

    /// <summary>By <c>prepend</c>.</summary>
    Prepend,

    /// <summary>By <c>extend</c>.</summary>
    Extend,
}

/// <summary>A class, module or interface in a list of ancestors. Immutable.</summary>
public sealed class Ancestor
{
    internal Ancestor(TypeName name, ImmutableArray<RbsType> args, AncestorSource source, bool isSingleton = false)
    {
        Name = name;
        Args = args;
        Source = source;
        IsSingleton = isSingleton;
    }

    /// <summary>The absolute name.</summary>
    public TypeName Name { get; }

    /// <summary>Its arguments, in terms of the class whose ancestor it is; empty for singletons.</summary>
    public ImmutableArray<RbsType> Args { get; }

    /// <summary>How it came to be one.</summary>
    public AncestorSource Source { get; }

    /// <summary>It is the class itself (its singleton), not its instances.</summary>
    public bool IsSingleton { get; }

    /// <summary>As the rbs gem prints it: <c>::Array[Elem]</c>, <c>singleton(::Array)</c>.</summary>
    public string ToText(RbsVersion version) => IsSingleton ? $"singleton({Name})"
        : Args.IsEmpty ? Name.ToString()
        : $"{Name}[{TypeText.Of(Args, version)}]";

    /// <inheritdoc/>
    public override string ToString() => ToText(RbsVersion.Latest);

    internal bool SaysTheSameAs(Ancestor other) =>
        ReferenceEquals(Name, other.Name) && IsSingleton == other.IsSingleton
        && Args.AsSpan().SequenceEqual(other.Args.AsSpan());

    /// <summary>The super class, self type or mixin that names it; null for itself and for what is not
    /// written.</summary>
    internal Place? Place { get; init; }
}

using System.Collections.Immutable;

namespace Millpond.Rbs.Ast;

/// <summary>What stands in the body of a class, module or interface; a nested declaration too.</summary>
public abstract class Member : Node
{
    private protected Member()
    {
    }

    /// <summary>The doc comment above.</summary>
    public Comment Comment { get; init; }
}

/// <summary>What may have annotations before it.</summary>
public abstract class AnnotatedMember : Member
{
    private protected AnnotatedMember()
    {
    }

    /// <summary>In order; empty where there are none.</summary>
    public required ImmutableArray<Annotation> Annotations { get; init; }
}

/// <summary>Whether a member belongs to instances, to the class, or to both.</summary>
public enum MemberKind : byte
{
    /// <summary><c>def x</c></summary>
    Instance,

    /// <summary><c>def self.x</c></summary>
    Singleton,

    /// <summary><c>def self?.x</c>, as <c>module_function</c> makes: private in instances, public in the module.</summary>
    SingletonInstance,
}

/// <summary><c>public</c> or <c>private</c> written before a member.</summary>
public enum Visibility : byte
{
    /// <summary>Nothing written: the section decides.</summary>
    Unspecified,

    /// <summary><c>public def</c></summary>
    Public,

    /// <summary><c>private def</c></summary>
    Private,
}

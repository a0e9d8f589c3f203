namespace Millpond.Rbs.Ast;

/// <summary>The types that are keywords.</summary>
public enum BaseTypeKind : byte
{
    /// <summary><c>bool</c></summary>
    Bool,

    /// <summary><c>bot</c>, the type of what never returns.</summary>
    Bottom,

    /// <summary><c>class</c>, the singleton of the class that is being defined.</summary>
    Class,

    /// <summary><c>instance</c>, an instance of the class that is being defined.</summary>
    Instance,

    /// <summary><c>nil</c></summary>
    Nil,

    /// <summary><c>self</c></summary>
    Self,

    /// <summary><c>top</c></summary>
    Top,

    /// <summary><c>void</c></summary>
    Void,

    /// <summary><c>untyped</c></summary>
    Any,

    /// <summary><c>__todo__</c>: <c>untyped</c> for now.</summary>
    Todo,
}

/// <summary>A type that is a keyword, such as <c>bool</c> or <c>untyped</c>.</summary>
public sealed class BaseType : RbsType
{
    /// <summary>Which keyword.</summary>
    public required BaseTypeKind Kind { get; init; }
}

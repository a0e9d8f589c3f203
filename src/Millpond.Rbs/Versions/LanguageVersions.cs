using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Versions;

/// <summary>Which version of the rbs gem brought what, from its changelog.</summary>
internal static class LanguageVersions
{
    /// <summary>Class and module aliases, <c>use</c>, annotations of overloads.</summary>
    public static readonly RbsVersion Aliases = new(3, 0);

    /// <summary>The place of a super class without arguments has its end; before, the gem prints line 1, column -1.</summary>
    public static readonly RbsVersion EndOfSuperClass = new(3, 0);

    /// <summary><c>__todo__</c>.</summary>
    public static readonly RbsVersion Todo = new(3, 3);

    /// <summary><c>(`name`: T) -> void</c>.</summary>
    public static readonly RbsVersion QuotedKeywords = new(3, 4);

    /// <summary><c>{ ?key: T }</c>.</summary>
    public static readonly RbsVersion OptionalRecordKeys = new(3, 5);

    /// <summary><c>(?) -> T</c>.</summary>
    public static readonly RbsVersion UntypedFunctions = new(3, 5);

    /// <summary><c>class A[T = String]</c>.</summary>
    public static readonly RbsVersion TypeParamDefaults = new(3, 6);

    /// <summary>Upper bounds that are no class, singleton class or interface: <c>[T &lt; A | B]</c>.</summary>
    public static readonly RbsVersion AnyUpperBound = new(3, 6);

    /// <summary>A keyword or record key that is there twice is an error; before, the last one held.</summary>
    public static readonly RbsVersion UniqueKeys = new(3, 6);

    /// <summary>The comment <c># resolve-type-names: false</c>.</summary>
    public static readonly RbsVersion ResolveTypeNames = new(3, 9);

    /// <summary><c>[T > Integer]</c>.</summary>
    public static readonly RbsVersion LowerBounds = new(4, 0);

    /// <summary><c>singleton(Array)[String]</c>.</summary>
    public static readonly RbsVersion SingletonArgs = new(4, 0);

    /// <summary>Annotations in comments of Ruby files.</summary>
    public static readonly RbsVersion InlineAnnotations = new(4, 0);

    /// <summary>Names with letters beyond ASCII.</summary>
    public static readonly RbsVersion NonAsciiNames = new(4, 2);

    /// <summary><c>(...) -> T</c>.</summary>
    public static readonly RbsVersion Forwarding = new(4, 2);

    /// <summary>The carriage return at the end of a line is no part of the comment before it.</summary>
    public static readonly RbsVersion CommentsWithoutReturn = new(4, 2);
}

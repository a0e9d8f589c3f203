namespace Millpond.Rbs.Ast;

/// <summary>
/// The name of a class, module, constant, interface or type alias, with its namespace. Interned: equal ones are the same
/// object, and <see cref="Id"/> is a small number for tables beside the tree. Free to use from many threads.
/// </summary>
public sealed class TypeName
{
    private static readonly PairTable<TypeName> s_all = new(static (outer, name) => new TypeName(outer, name));
    private static int s_last = -1;

    private string? _text;

    private TypeName(Namespace @namespace, Name name)
    {
        Namespace = @namespace;
        Name = name;
        Id = Interlocked.Increment(ref s_last);
    }

    /// <summary>The path before the name.</summary>
    public Namespace Namespace { get; }

    /// <summary>The last part.</summary>
    public Name Name { get; }

    /// <summary>Counted from 0 in the order of first use in this process; not the same from run to run.</summary>
    public int Id { get; }

    /// <summary>Class (or module, or constant), interface or alias, as its spelling says.</summary>
    public TypeNameKind Kind => Name.Kind;

    /// <summary>Begins with <c>::</c>.</summary>
    public bool IsAbsolute => Namespace.IsAbsolute;

    /// <summary>Length as written, in bytes of UTF-8.</summary>
    public int Utf8Length => Namespace.Utf8Length + Name.Utf8Length;

    /// <summary>One more than the largest <see cref="Id"/> so far: the size of a table by id.</summary>
    public static int Count => Volatile.Read(ref s_last) + 1;

    /// <summary>The one instance for a namespace and a name.</summary>
    public static TypeName Of(Namespace @namespace, Name name)
    {
        ArgumentNullException.ThrowIfNull(@namespace);
        ArgumentNullException.ThrowIfNull(name);
        if (!@namespace.IsEmpty)
            return Intern(@namespace, name);
        return @namespace.IsAbsolute ? name.Rooted : name.Bare;
    }

    /// <summary>Reads <c>A::B</c>, <c>::A::_B</c> or <c>a</c>; the spelling is not checked.</summary>
    public static TypeName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Namespace at = text.StartsWith("::", StringComparison.Ordinal) ? Namespace.Root : Namespace.Empty;
        string[] parts = text.Split("::", StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
            throw new FormatException($"'{text}' names no type; write for example ::String");
        foreach (string part in parts.AsSpan(0, parts.Length - 1))
            at = at.Append(Name.Of(part));
        return Of(at, Name.Of(parts[^1]));
    }

    /// <summary>The same name from the top: <c>A::B</c> becomes <c>::A::B</c>.</summary>
    public TypeName ToAbsolute() => IsAbsolute ? this : Of(Namespace.ToAbsolute(), Name);

    /// <summary>The same name without the leading <c>::</c>.</summary>
    public TypeName ToRelative() => IsAbsolute ? Of(Namespace.ToRelative(), Name) : this;

    /// <summary>This name inside <paramref name="outer"/>; itself when it is absolute.</summary>
    public TypeName Within(Namespace outer) => IsAbsolute ? this : Of(outer.Append(Namespace), Name);

    /// <summary>The namespace of what this class or module holds: <c>A::B</c> is <c>A::B::</c>.</summary>
    public Namespace ToNamespace() => Namespace.Append(Name);

    /// <summary>As written.</summary>
    public override string ToString() => _text ??= Namespace.IsEmpty && !IsAbsolute ? Name.Text : $"{Namespace}{Name}";

    internal static TypeName Intern(Namespace @namespace, Name name) => s_all.Intern(@namespace, name);
}

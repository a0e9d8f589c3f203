using System.Collections.Immutable;

namespace Millpond.Rbs.Ast;

/// <summary>
/// The path before a name: <c>A::B::</c>, or <c>::A::</c> when absolute. Interned: equal ones are the same object. Free
/// to use from many threads.
/// </summary>
public sealed class Namespace
{
    private static readonly PairTable<Namespace> s_all =
        new(static (outer, name) => new Namespace(outer, name, outer.IsAbsolute));

    private Namespace(Namespace? parent, Name? name, bool isAbsolute)
    {
        Parent = parent;
        Name = name;
        IsAbsolute = isAbsolute;
        Depth = parent is null ? 0 : parent.Depth + 1;
        Hash = parent is null ? (isAbsolute ? 1 : 0) : (parent.Hash * 31) + name!.Hash;
        Utf8Length = parent is null ? (isAbsolute ? 2 : 0) : parent.Utf8Length + name!.Utf8Length + 2;
    }

    /// <summary>The path of no names, relative: the empty text.</summary>
    public static Namespace Empty { get; } = new(null, null, false);

    /// <summary>The path of no names, absolute: <c>::</c>.</summary>
    public static Namespace Root { get; } = new(null, null, true);

    /// <summary>The path without its last name; null for <see cref="Empty"/> and <see cref="Root"/>.</summary>
    public Namespace? Parent { get; }

    /// <summary>The last name of the path; null for <see cref="Empty"/> and <see cref="Root"/>.</summary>
    public Name? Name { get; }

    /// <summary>Begins with <c>::</c>.</summary>
    public bool IsAbsolute { get; }

    /// <summary>How many names the path has.</summary>
    public int Depth { get; }

    /// <summary>Has no names.</summary>
    public bool IsEmpty => Parent is null;

    /// <summary>Length as written, with the last <c>::</c>, in bytes of UTF-8.</summary>
    public int Utf8Length { get; }

    internal int Hash { get; }

    /// <summary>The names of the path, outermost first. Makes an array.</summary>
    public ImmutableArray<Name> Path
    {
        get
        {
            var names = new Name[Depth];
            Namespace at = this;
            for (int i = Depth - 1; i >= 0; i--, at = at.Parent!)
                names[i] = at.Name!;
            return [.. names];
        }
    }

    /// <summary>This path with one more name behind.</summary>
    public Namespace Append(Name name) => s_all.Intern(this, name);

    /// <summary>This path with <paramref name="tail"/> behind; <paramref name="tail"/> itself when that is absolute.</summary>
    public Namespace Append(Namespace tail) => tail.IsAbsolute ? tail
        : tail.IsEmpty ? this
        : Append(tail.Parent!).Append(tail.Name!);

    /// <summary>The same names from the top: <c>A::</c> becomes <c>::A::</c>.</summary>
    public Namespace ToAbsolute() => IsAbsolute ? this : Root.Append(this);

    /// <summary>The same names without the leading <c>::</c>.</summary>
    public Namespace ToRelative() => !IsAbsolute ? this : Parent is null ? Empty : Parent.ToRelative().Append(Name!);

    /// <summary>The path as the name of a class or module: <c>A::B::</c> is <c>A::B</c>.</summary>
    /// <exception cref="InvalidOperationException">The path is empty.</exception>
    public TypeName ToTypeName() => TypeName.Of(
        Parent ?? throw new InvalidOperationException("An empty namespace names no type"), Name!);

    /// <summary>As written, with the last <c>::</c>.</summary>
    public override string ToString() => Parent is null ? (IsAbsolute ? "::" : "") : $"{Parent}{Name}::";
}

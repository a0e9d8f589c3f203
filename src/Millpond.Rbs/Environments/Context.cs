using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Environments;

/// <summary>
/// Where a name stands: the classes and modules around it, from the inside out, and what its file says with <c>use</c>.
/// Interned: the same nesting under the same root is the same object, so contexts are keys. Free to use from many threads.
/// </summary>
public sealed class Context
{
    private static int s_last = -1;

    // One for all: a context is entered once for each declaration, and there are thousands of contexts.
    private static readonly Lock s_entering = new();

    // Most contexts have none, few have more than a dozen, only the root has a thousand.
    private Dictionary<TypeName, Context>? _children;

    private Context(Context? outer, TypeName? name, UseMap? uses, bool resolvesNames)
    {
        Outer = outer;
        Name = name;
        Uses = uses;
        ResolvesNames = resolvesNames;
        Prefix = name?.ToNamespace() ?? Namespace.Root;
        Id = Interlocked.Increment(ref s_last);
    }

    /// <summary>The top level of a file without directives.</summary>
    public static Context Root { get; } = new(null, null, null, true);

    /// <summary>The context around this one; null at the top level of a file.</summary>
    public Context? Outer { get; }

    /// <summary>The class or module that this is the inside of, absolute; null at the top level of a file.</summary>
    public TypeName? Name { get; }

    /// <summary>What the file's <c>use</c> directives bring, or null.</summary>
    public UseMap? Uses { get; }

    /// <summary>False in a file that begins with <c># resolve-type-names: false</c>: names stay as written.</summary>
    public bool ResolvesNames { get; }

    /// <summary>What a name declared here is inside of: the root or the namespace of <see cref="Name"/>.</summary>
    public Namespace Prefix { get; }

    /// <summary>A small number for tables; not the same from run to run.</summary>
    internal int Id { get; }

    /// <summary>One more than the largest <see cref="Id"/> so far.</summary>
    internal static int Count => Volatile.Read(ref s_last) + 1;

    /// <summary>The context inside a class or module that is declared here.</summary>
    /// <param name="name">Its name, as written or absolute.</param>
    public Context Enter(TypeName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        TypeName absolute = name.Within(Prefix);
        lock (s_entering)
        {
            _children ??= [];
            if (!_children.TryGetValue(absolute, out Context? inner))
                _children.Add(absolute, inner = new(this, absolute, Uses, ResolvesNames));
            return inner;
        }
    }

    /// <summary>The nesting from the outside in, as <c>::A / ::A::B</c>.</summary>
    public override string ToString() => Outer is null ? "::" : Outer.Outer is null ? $"{Name}" : $"{Outer} / {Name}";

    /// <summary>The top level of a file with directives of its own.</summary>
    internal static Context RootOf(UseMap? uses, bool resolvesNames) =>
        uses is null && resolvesNames ? Root : new(null, null, uses, resolvesNames);
}

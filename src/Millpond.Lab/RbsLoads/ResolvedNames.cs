using Millpond.Rbs.Ast;
using Millpond.Slots;

namespace Millpond.Lab.RbsLoads;

/// <summary>
/// What resolving names allocates: two short-lived arrays each time (the key of the cache), and a name of its own the
/// first time a name is seen in a scope, after trying the scopes from the inside out.
/// </summary>
internal sealed class ResolvedNames(NodeMaker make) : IRootSource
{
    private readonly Dictionary<(TypeName, Namespace), ObjectRef> _cache = [];

    /// <summary>The object of a resolved name, kept by the cache.</summary>
    internal ObjectRef Resolve(TypeName name, Namespace around)
    {
        if (!name.IsAbsolute) make.Garbage(arrays: 2);
        if (_cache.TryGetValue((name, around), out ObjectRef known)) return known;
        // Each scope outwards is tried with a name of its own.
        if (!name.IsAbsolute)
            for (int tried = around.Depth; tried > 0; tried--) make.Garbage(nodes: 2, arrays: 1);
        ObjectRef made = Make(name);
        _cache.Add((name, around), made);
        return made;
    }

    /// <summary>A new name.</summary>
    internal ObjectRef Make(TypeName name)
    {
        int stack = make.Stack.Count;
        ObjectRef path = make.Symbols(name.Namespace.Depth);
        make.Stack.Push(path);
        ObjectRef space = make.Node(2, [path]);
        make.Stack.Push(space);
        ObjectRef node = make.Node(3, [space]);
        make.Stack.Count = stack;
        return node;
    }

    public void EnumerateRoots(RootSink sink)
    {
        foreach (ObjectRef known in _cache.Values) sink.Add(known);
    }
}

using Millpond.Rbs.Ast;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Environments.Caching;

/// <summary>Numbers for the names and paths of outlines, while they are written. A path is the number of the path before it
/// and a name; 0 is the absolute path of no names, 1 the relative one.</summary>
internal sealed class PathTable
{
    private const int Root = 0;
    private const int Empty = 1;

    private readonly Dictionary<Name, int> _names = [];
    private readonly Dictionary<Namespace, int> _paths = [];
    private readonly CacheBuffer _nameBytes = new();
    private readonly CacheBuffer _pathBytes = new();

    public int NumberOf(Name name)
    {
        if (_names.TryGetValue(name, out int number))
            return number;
        byte[] utf8 = Utf8.ToBytes(name.Text);
        _nameBytes.Number(utf8.Length);
        _nameBytes.Bytes(utf8);
        _names.Add(name, number = _names.Count);
        return number;
    }

    public int NumberOf(TypeName name) => NumberOf(name.ToNamespace());

    public int NumberOf(Namespace path)
    {
        if (path.IsEmpty)
            return path.IsAbsolute ? Root : Empty;
        if (_paths.TryGetValue(path, out int number))
            return number;
        int parent = NumberOf(path.Parent!);
        _pathBytes.Number(parent);
        _pathBytes.Number(NumberOf(path.Name!));
        _paths.Add(path, number = _paths.Count + 2);
        return number;
    }

    public void WriteTo(CacheBuffer buffer)
    {
        buffer.Number(_names.Count);
        buffer.Bytes(_nameBytes.Written);
        buffer.Number(_paths.Count);
        buffer.Bytes(_pathBytes.Written);
    }
}

/// <summary>The names and paths of <see cref="PathTable"/>, read back.</summary>
internal sealed class PathNames
{
    private readonly Name[] _names;
    private readonly Namespace[] _paths;

    public PathNames(ref CacheBytes bytes)
    {
        _names = new Name[bytes.Count()];
        for (int at = 0; at < _names.Length; at++)
            _names[at] = Ast.Name.Of(bytes.Text());
        _paths = new Namespace[bytes.Count() + 2];
        _paths[0] = Namespace.Root;
        _paths[1] = Namespace.Empty;
        for (int at = 2; at < _paths.Length; at++)
            _paths[at] = _paths[bytes.Number(at)].Append(Name(ref bytes));
    }

    public Name Name(ref CacheBytes bytes) => _names[bytes.Number(_names.Length)];

    /// <summary>A name numbered from 1, or null for 0.</summary>
    public Name? NameOrNull(ref CacheBytes bytes) =>
        bytes.Number(_names.Length + 1) is > 0 and int number ? _names[number - 1] : null;

    public Namespace Path(ref CacheBytes bytes) => _paths[bytes.Number(_paths.Length)];

    public TypeName TypeName(ref CacheBytes bytes) => Path(ref bytes) is { IsEmpty: false } path
        ? path.ToTypeName()
        : throw CacheBytes.Damaged();
}

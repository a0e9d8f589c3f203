using Millpond.Slots;
using Millpond.Slots.Ruby;

namespace Millpond.Lab.RbsLoads;

/// <summary>
/// Makes what the rbs gem makes for one node of a tree. Measured on Ruby 3.3 with rbs 3.4 (docs/rbs-loads.md has the
/// table): every node costs two short-lived hashes of 160 bytes for its keyword arguments (one from 3.4 on, none for a
/// call of new from Ruby in 4.0), and an object; a node with a place costs a Location, which tells no write barrier.
/// </summary>
internal sealed class NodeMaker
{
    /// <summary>What holds a location: a struct, and a list of its parts of 16 bytes each.</summary>
    private const int LocationBytes = 32;
    private const int LocationPartBytes = 16;

    /// <summary>Bytes of text in the smallest slot.</summary>
    private const int EmbeddedTextMax = 15;

    private const int PathBytes = 50;

    private readonly RubyHeap _ruby;
    private readonly ObjectKinds _kinds = new();
    private readonly ObjectRef _emptyArray, _emptyHash;
    private int _keywordHashes;

    internal NodeMaker(RubyHeap ruby, RbsSharing sharing)
    {
        _ruby = ruby;
        Sharing = sharing;
        _keywordHashes = ruby.Release.Minor < 34 ? 2 : 1;
        ruby.Heap.AddRoots(Stack);
        Stack.Push(_emptyArray = ruby.NewArray(0));
        Stack.Push(_emptyHash = ruby.NewHash());
    }

    internal RbsSharing Sharing { get; }

    internal RubyHeap Ruby => _ruby;

    /// <summary>What is being built. The callers keep their parts on it until a node holds them.</summary>
    internal RubyStack Stack { get; } = new();

    internal bool SharesArrays => Sharing != RbsSharing.Nothing;

    /// <summary>A node with <paramref name="fields"/> instance variables, some of which are objects.</summary>
    internal ObjectRef Node(int fields, ReadOnlySpan<ObjectRef> parts)
    {
        Garbage(hashes: _keywordHashes);
        ObjectRef node = _kinds.Note(_ruby.NewObject(fields), ObjectKind.Node);
        for (int i = 0; i < parts.Length; i++)
            if (!parts[i].IsNone) _ruby.Set(node, i, parts[i]);
        return node;
    }

    /// <summary>From here on nodes are made by Ruby code, not by the C extension.</summary>
    internal bool IsInRuby
    {
        set => _keywordHashes = _ruby.Release.Minor switch { < 34 => 2, 34 => 1, _ => value ? 0 : 1 };
    }

    internal ObjectRef Location(int parts) => _kinds.Note(
        _ruby.NewData(LocationBytes + (parts * LocationPartBytes), isProtected: false), ObjectKind.Location);

    /// <summary>A text put together line by line: Ruby grows such a string outside its slot, by half of itself.</summary>
    internal ObjectRef Text(int length) => _kinds.Note(
        length <= EmbeddedTextMax ? _ruby.NewString(length) : _ruby.NewData(length * 3 / 2, isProtected: true),
        ObjectKind.String);

    /// <summary>A text as read from a file.</summary>
    internal ObjectRef Source(int length) => _kinds.Note(_ruby.NewString(length), ObjectKind.String);

    /// <summary>The path of a file or folder that is looked at.</summary>
    internal void Path() => _kinds.Note(_ruby.NewString(PathBytes), ObjectKind.String);

    /// <summary>Hashes of keyword arguments, given how many Ruby 3.3 makes.</summary>
    internal int KeywordHashesOf(int on33) => on33 * _keywordHashes / 2;

    /// <summary>An array that is not part of a tree.</summary>
    internal ObjectRef Array(int length = 0) => _kinds.Note(_ruby.NewArray(length), ObjectKind.Array);

    /// <summary>A Struct of the loader.</summary>
    internal ObjectRef Struct(int members) => _kinds.Note(_ruby.NewStruct(members), ObjectKind.Node);

    /// <summary>What is alive, by class; after a full collection.</summary>
    internal IReadOnlyList<RetainedClass> CountRetained() => _kinds.Count(_ruby);

    /// <summary>Short-lived objects; nodes with their hashes.</summary>
    internal void Garbage(int hashes = 0, int arrays = 0, int small = 0, int nodes = 0)
    {
        hashes += nodes * _keywordHashes;
        small += nodes;
        for (int i = 0; i < hashes; i++) _kinds.Note(_ruby.NewHash(1), ObjectKind.Hash);
        for (int i = 0; i < arrays; i++) Array();
        for (int i = 0; i < small; i++) _kinds.Note(_ruby.NewSmall(), ObjectKind.None);
    }

    /// <summary>A hash with the values of a record or of keyword parameters; the shared one where there are none.</summary>
    internal ObjectRef Hash(ReadOnlySpan<ObjectRef> values)
    {
        if (values.IsEmpty) return Sharing == RbsSharing.Both ? _emptyHash : _kinds.Note(_ruby.NewHash(), ObjectKind.Hash);
        ObjectRef hash = _kinds.Note(_ruby.NewHashOf(values.Length), ObjectKind.Hash);
        for (int i = 0; i < values.Length; i++) _ruby.Set(hash, i, values[i]);
        return hash;
    }

    /// <summary>A list that is filled as the source is read. Takes one place on the stack, to be left there.</summary>
    internal NodeList List(bool isParsed = true)
    {
        bool isShared = isParsed && SharesArrays;
        return new(this, Stack.Push(isShared ? _emptyArray : Array()), isShared);
    }

    /// <summary>An array of symbols, which are no objects of the heap.</summary>
    internal ObjectRef Symbols(int count) => count == 0 && SharesArrays ? _emptyArray : Array(count);
}

/// <summary>An array under construction.</summary>
internal ref struct NodeList(NodeMaker maker, int place, bool isShared)
{
    private bool _isShared = isShared;

    internal readonly ObjectRef Array => maker.Stack[place];

    internal void Add(ObjectRef item)
    {
        if (_isShared)
        {
            int held = maker.Stack.Push(item);
            maker.Stack[place] = maker.Array();
            maker.Stack.Count = held;
            _isShared = false;
        }
        maker.Ruby.Push(maker.Stack[place], item);
    }
}

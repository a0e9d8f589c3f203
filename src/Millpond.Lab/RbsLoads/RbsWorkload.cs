using System.Collections.Immutable;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;
using Millpond.Slots;
using Millpond.Slots.Ruby;

namespace Millpond.Lab.RbsLoads;

/// <summary>
/// Loads real signatures as the rbs gem does, with its objects on a <see cref="RubyHeap"/>: reads every file, enters its
/// declarations, resolves all names into a new tree, and lets go of the environment before. Not thread-safe.
/// </summary>
public sealed class RbsWorkload
{
    /// <summary>Objects made for a file beside its tree: its path, and its text on the way from the file.</summary>
    private const int ObjectsPerFile = 20;

    /// <summary>
    /// What the loader and RubyGems make in each load to find the files, by size of slot: what rbs 3.9 allocated for core
    /// alone and with all libraries, less the trees (between 14,000 and 21,000 small ones, and so on).
    /// </summary>
    private const int LoaderSmall = 16_000, LoaderMedium = 3_500, LoaderHashes = 8_000;

    private readonly ImmutableArray<SignatureFile> _files;
    private readonly NodeMaker _make;
    private readonly int _environment;

    /// <summary>A workload on a heap; nothing is loaded yet.</summary>
    public RbsWorkload(RubyHeap ruby, RbsSharing sharing, ImmutableArray<SignatureFile> files)
    {
        _files = files;
        _make = new(ruby, sharing);
        _environment = _make.Stack.Push(ObjectRef.None);
    }

    /// <summary>Loads once; the environment of the call before is dropped at its end.</summary>
    public void Load()
    {
        RubyStack stack = _make.Stack;
        int bottom = stack.Count;
        stack[_environment] = ObjectRef.None;
        int loaded = stack.Push(_make.Array());
        int resolved = stack.Push(_make.Array());
        List<Tape> tapes = [];
        _make.IsInRuby = false;
        EntryAllocations entries = new(_make, new(_make));
        foreach (SignatureFile file in _files) tapes.Add(Read(file, loaded, entries));
        _make.IsInRuby = true;
        ResolvedNames names = new(_make);
        _make.Ruby.Heap.AddRoots(names);
        entries = new(_make, names);
        for (int i = 0; i < _files.Length; i++)
        {
            ResolveAllocations resolve = new(_make, tapes[i], names);
            ObjectRef declarations = resolve.Declarations(_files[i].Declarations);
            Invariant.Assert(tapes[i].IsUsedUp);
            stack.Push(declarations);
            _make.Ruby.Push(stack[resolved], declarations);
            entries.Enter(_files[i].Declarations, resolved);
            stack.Count = resolved + 1;
        }
        _make.Ruby.Heap.RemoveRoots(names);
        stack[_environment] = stack[resolved];
        stack.Count = bottom;
    }

    /// <summary>What the kept environment takes, by class. The heap must just have collected everything.</summary>
    public IReadOnlyList<RetainedClass> CountRetained() => _make.CountRetained();

    private void FindFile()
    {
        for (int i = 0; i < LoaderMedium / _files.Length; i++) _make.Path();
        _make.Garbage(
            hashes: _make.KeywordHashesOf(LoaderHashes) / _files.Length,
            small: (LoaderSmall / _files.Length) + ObjectsPerFile);
    }

    private Tape Read(SignatureFile file, int loaded, EntryAllocations entries)
    {
        RubyStack stack = _make.Stack;
        int bottom = stack.Count;
        FindFile();
        SourceBuffer source = file.Buffer;
        ObjectRef text = _make.Source(source.Length);
        stack.Push(text);
        ObjectRef buffer = _make.Node(2, [text]);
        stack.Push(buffer);
        _make.Ruby.Push(stack[loaded], buffer);
        Tape tape = new();
        ObjectRef declarations = new ParseAllocations(_make, source, tape).Declarations(file.Declarations);
        stack.Push(declarations);
        _make.Ruby.Push(stack[loaded], declarations);
        entries.Enter(file.Declarations, loaded);
        stack.Count = bottom;
        return tape;
    }
}

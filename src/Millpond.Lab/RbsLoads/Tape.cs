using Millpond.Slots;

namespace Millpond.Lab.RbsLoads;

/// <summary>
/// The objects of a parsed tree in the order in which it is walked, so that resolving, which walks it in the same order,
/// finds what it shares with it: places, comments, types without names.
/// </summary>
internal sealed class Tape
{
    private readonly List<(ObjectRef Node, ObjectRef Location)> _entries = [];
    private int _next;

    /// <summary>A place for what is about to be read; <see cref="Set"/> fills it.</summary>
    internal int Reserve()
    {
        _entries.Add(default);
        return _entries.Count - 1;
    }

    internal ObjectRef Set(int place, ObjectRef node, ObjectRef location)
    {
        _entries[place] = (node, location);
        return node;
    }

    internal (ObjectRef Node, ObjectRef Location) Next() => _entries[_next++];

    /// <summary>Whether the second walk took everything the first had put.</summary>
    internal bool IsUsedUp => _next == _entries.Count;
}

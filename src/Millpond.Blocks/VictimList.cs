namespace Millpond.Blocks;

/// <summary>A block that may have to go, as it was seen.</summary>
/// <param name="Chunk">Its first chunk.</param>
/// <param name="FreedAt">When it was freed: a block that was reused meanwhile has another time.</param>
/// <param name="Rank">The least goes first; of equal ones, the one freed first.</param>
internal readonly record struct Victim(int Chunk, long FreedAt, long Rank);

/// <summary>
/// The first blocks to go, found by one walk over all. A walk for each block would make giving back n blocks cost n²;
/// and what is the oldest of all stays so whatever is freed later, so that the rest of a list serves the next eviction.
/// Allocates nothing; one thread at a time.
/// </summary>
internal sealed class VictimList
{
    /// <summary>Large enough that a walk over 20,000 blocks is a few blocks' worth for each, small enough to insert into.</summary>
    internal const int Capacity = 64;

    private readonly Victim[] _victims = new Victim[Capacity];
    private int _next;
    private int _count;

    internal bool IsEmpty => _next == _count;

    internal void Clear() => (_next, _count) = (0, 0);

    /// <summary>Keeps it if it is among the first <see cref="Capacity"/>.</summary>
    internal void Offer(in Victim victim)
    {
        Invariant.Assert(_next == 0);
        if (_count == Capacity && !GoesBefore(victim, _victims[_count - 1])) return;
        var at = _count < Capacity ? _count++ : _count - 1;
        for (; at > 0 && GoesBefore(victim, _victims[at - 1]); at--) _victims[at] = _victims[at - 1];
        _victims[at] = victim;
    }

    internal bool TryTake(out Victim victim)
    {
        victim = IsEmpty ? default : _victims[_next];
        if (IsEmpty) return false;
        _next++;
        return true;
    }

    private static bool GoesBefore(in Victim one, in Victim other) =>
        one.Rank != other.Rank ? one.Rank < other.Rank : one.FreedAt < other.FreedAt;
}

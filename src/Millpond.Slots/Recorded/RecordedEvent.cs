namespace Millpond.Slots.Recorded;

/// <summary>What an event says.</summary>
public enum RecordedKind
{
    /// <summary>An object is made.</summary>
    Allocation,

    /// <summary>An object is in use no more.</summary>
    Death,

    /// <summary>Bytes outside slots were taken, or given back if negative.</summary>
    Malloc,
}

/// <summary>One event of a recorded life, in eight bytes. Ids are small and may be used again after a death.</summary>
/// <param name="Bits">Bits 0–1: the kind; an allocation: 2 unprotected, 16–31 bytes, 32–63 id; a death: 32–63 id; malloc:
/// 2–63 bytes, with their sign.</param>
public readonly record struct RecordedEvent(ulong Bits)
{
    /// <summary>An object of <paramref name="bytes"/> that is called <paramref name="id"/> until it dies.</summary>
    public static RecordedEvent Allocation(int id, int bytes, bool isUnprotected = false)
    {
        Guard.InRange(id >= 0, "give an id from 0 on", nameof(id));
        Guard.InRange(bytes is >= 0 and <= ushort.MaxValue, "give 0 to 65,535 bytes", nameof(bytes));
        return new(((ulong)id << 32) | ((ulong)bytes << 16) | (isUnprotected ? 4UL : 0) | (ulong)RecordedKind.Allocation);
    }

    /// <summary>The object called <paramref name="id"/> is in use no more.</summary>
    public static RecordedEvent Death(int id)
    {
        Guard.InRange(id >= 0, "give an id from 0 on", nameof(id));
        return new(((ulong)id << 32) | (ulong)RecordedKind.Death);
    }

    /// <summary>Bytes outside slots.</summary>
    public static RecordedEvent Malloc(long bytes)
    {
        Guard.InRange(bytes is > -(1L << 61) and < 1L << 61, "give fewer than 2^61 bytes", nameof(bytes));
        return new(((ulong)bytes << 2) | (ulong)RecordedKind.Malloc);
    }

    /// <summary>What it says.</summary>
    public RecordedKind Kind => (RecordedKind)(Bits & 3);

    /// <summary>The object of an allocation or a death.</summary>
    public int Id => (int)(Bits >> 32);

    /// <summary>Bytes of an allocation's slot or of a malloc.</summary>
    public long Bytes => Kind == RecordedKind.Malloc ? (long)Bits >> 2 : (long)(Bits >> 16 & ushort.MaxValue);

    /// <summary>Whether an allocation's object tells no write barrier.</summary>
    public bool IsUnprotected => (Bits & 4) != 0;
}

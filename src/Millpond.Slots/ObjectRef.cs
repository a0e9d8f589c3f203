namespace Millpond.Slots;

/// <summary>
/// A reference to an object of one heap: its page and its slot in that page, in four bytes. Objects never move, so it
/// is good until the object is collected. Zero is no object.
/// </summary>
/// <param name="Bits">Bits 12–31: the page; bits 0–11: the slot.</param>
public readonly record struct ObjectRef(uint Bits)
{
    internal const int SlotBits = 12;
    internal const int SlotsPerPageMax = 1 << SlotBits;
    internal const int PagesMax = 1 << (32 - SlotBits);

    /// <summary>No object.</summary>
    public static ObjectRef None => default;

    /// <summary>Whether this is no object.</summary>
    public bool IsNone => Bits == 0;

    internal int Page => (int)(Bits >> SlotBits);

    internal int Slot => (int)(Bits & (SlotsPerPageMax - 1));

    internal static ObjectRef Of(int page, int slot) => new(((uint)page << SlotBits) | (uint)slot);

    /// <inheritdoc/>
    public override string ToString() => IsNone ? "none" : $"{Page}:{Slot}";
}

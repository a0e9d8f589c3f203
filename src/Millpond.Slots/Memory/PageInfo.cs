using System.Runtime.InteropServices;

namespace Millpond.Slots.Memory;

/// <summary>
/// The states of a page.
/// <code>
/// from     to       by
/// unused   eden     AddPage: fresh addresses, or a page given back before
/// eden     empty    the sweep: nothing alive on it, and the policy gives pages back
/// empty    eden     AddPage, or the policy takes it back for its pool
/// empty    warm     the end of a sweep: more empty pages than the policy keeps (MADV_FREE)
/// warm     eden     AddPage, before fresh addresses
/// </code>
/// Two majors later, or at Trim, a warm page is discarded for good. It stays in the list of warm ones, as addresses
/// that were used before are used again first.
/// </summary>
internal enum PageState : byte
{
    /// <summary>Addresses that no page ever had.</summary>
    Unused,

    /// <summary>In a pool.</summary>
    Eden,

    /// <summary>Without an object, its memory kept.</summary>
    Empty,

    /// <summary>Without an object, its memory the kernel's to take.</summary>
    Warm,
}

/// <summary>One page of slots, described beside it. Owned by the heap's thread.</summary>
[StructLayout(LayoutKind.Sequential, Size = ByteSize)]
internal struct PageInfo
{
    /// <summary>A multiple of 8: the words of the page follow.</summary>
    public const int ByteSize = 32;

    /// <summary>Neighbours in the list of its state: the pool's eden pages, the empty pages, the warm ones.</summary>
    public int Next, Previous;

    /// <summary>The next page with free slots of its pool (free or pooled), 0 at the end.</summary>
    public int NextFree;

    /// <summary>Where the first slot begins.</summary>
    public ushort StartBytes;

    public ushort SlotBytes, SlotCount;

    /// <summary>Slots that wait for a finalizer.</summary>
    public ushort PendingCount;

    /// <summary>Words of 64 slots.</summary>
    public byte WordCount;

    public byte Pool;
    public PageState State;
    public PageFlags Flags;

    /// <summary>Majors that had ended when the page became warm; -1: discarded since.</summary>
    public int WarmSince;
}

[Flags]
internal enum PageFlags : byte
{
    None = 0,

    /// <summary>A slot may be remembered.</summary>
    Remembered = 1,

    /// <summary>A slot may be unprotected and uncollectible.</summary>
    UnprotectedOld = 2,

    /// <summary>An object may hold memory outside its slot, or have a finalizer.</summary>
    Payload = 4,
}

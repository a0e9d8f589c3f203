using Millpond.Pages.Interop;

namespace Millpond.Pages;

/// <summary>Windows with the nearest call to each (compiled, not tested by us): MEM_RESET is its lazy free.</summary>
internal sealed unsafe class WindowsPageSource : IPageSource
{
    public nuint PageBytes { get; } = (nuint)Environment.SystemPageSize;

    public nuint HugePageBytes => 0;

    public bool GivesHugeUnasked => false;

    public bool CanFreeLazily => true;

    public byte* Reserve(nuint bytes, nuint alignment)
    {
        Invariant.Assert(bytes > 0);
        Invariant.Assert(nuint.IsPow2(alignment));
        // Sound: only addresses are computed here; nothing is read or written through them.
        // VirtualAlloc aligns to 64 KiB only and cannot give part of a reservation back: find a place, then take it.
        var probe = Kernel32.VirtualAlloc(null, bytes + alignment, Kernel32.MEM_RESERVE, Kernel32.PAGE_NOACCESS);
        if (probe is null) return null;
        _ = Kernel32.VirtualFree(probe, 0, Kernel32.MEM_RELEASE);
        var aligned = (byte*)(((nuint)probe + alignment - 1) & ~(alignment - 1));
        return Kernel32.VirtualAlloc(aligned, bytes, Kernel32.MEM_RESERVE, Kernel32.PAGE_NOACCESS);
    }

    public bool Commit(byte* start, nuint bytes) =>
        Kernel32.VirtualAlloc(start, bytes, Kernel32.MEM_COMMIT, Kernel32.PAGE_READWRITE) is not null;

    public bool Decommit(byte* start, nuint bytes) => Kernel32.VirtualFree(start, bytes, Kernel32.MEM_DECOMMIT) != 0;

    public bool Release(byte* start, nuint bytes) => Kernel32.VirtualFree(start, 0, Kernel32.MEM_RELEASE) != 0;

    public byte* Map(nuint bytes) =>
        Kernel32.VirtualAlloc(null, bytes, Kernel32.MEM_RESERVE | Kernel32.MEM_COMMIT, Kernel32.PAGE_READWRITE);

    public bool Advise(byte* start, nuint bytes, Advice advice) => advice switch
    {
        Advice.FreeLazily =>
            Kernel32.VirtualAlloc(start, bytes, Kernel32.MEM_RESET, Kernel32.PAGE_READWRITE) is not null,
        Advice.DiscardNow => Decommit(start, bytes) && Commit(start, bytes),
        _ => false,
    };

    public long CountResidentBytes(byte* start, nuint bytes) => -1;
}

using Millpond.Pages.Interop;

namespace Millpond.Pages;

/// <summary>
/// Linux in full; macOS and FreeBSD with the nearest call (compiled, not tested by us). Numbers of flags and
/// advice are those of each system's &lt;sys/mman.h&gt;.
/// </summary>
// Sound: no address is read or written here; the kernel checks each range, and AssertRange what callers promise of it.
internal sealed unsafe class UnixPageSource : IPageSource
{
    private const int PROT_NONE = 0;
    private const int PROT_READ_WRITE = 1 | 2;
    private const int MAP_PRIVATE = 2;
    private const int MAP_FIXED = 0x10;
    private const int NoAdvice = -1;

    // A reservation is rounded up to find an aligned start inside it; 1 GiB of addresses more is nothing of 128 TiB.
    private const int AgainLimit = 8;

    private readonly bool _linux = OperatingSystem.IsLinux();
    private readonly bool _mac = OperatingSystem.IsMacOS();
    private readonly int _anonymous;
    private readonly int _noReserve;
    private readonly int _freeLazily;

    internal UnixPageSource()
    {
        PageBytes = (nuint)Environment.SystemPageSize;
        _anonymous = MAP_PRIVATE | (_linux ? 0x20 : 0x1000);
        _noReserve = _linux ? 0x4000 : _mac ? 0x40 : 0;
        // macOS: MADV_FREE_REUSABLE takes the pages off the footprint that its tools show; MADV_FREE (5) does not.
        _freeLazily = _linux ? 8 : _mac ? 7 : 5;
        HugePageBytes = _linux && TransparentHugePages.AdviceHelps ? TransparentHugePages.Bytes : 0;
        GivesHugeUnasked = _linux && TransparentHugePages.Mode == "always";
        CanFreeLazily = !_linux || KernelProbe.KernelVersion >= KernelProbe.LazyFreeSince;
    }

    public nuint PageBytes { get; }

    public nuint HugePageBytes { get; }

    public bool GivesHugeUnasked { get; }

    public bool CanFreeLazily { get; }

    public byte* Reserve(nuint bytes, nuint alignment)
    {
        Invariant.Assert(bytes % PageBytes == 0);
        Invariant.Assert(nuint.IsPow2(alignment));
        var slack = alignment > PageBytes ? alignment : 0;
        var start = MapAt(null, bytes + slack, PROT_NONE, _anonymous | _noReserve);
        if (start is null || slack == 0) return start;
        var aligned = (byte*)(((nuint)start + alignment - 1) & ~(alignment - 1));
        if (aligned != start) _ = Libc.munmap(start, (nuint)(aligned - start));
        Invariant.Assert(aligned >= start && aligned + bytes <= start + bytes + slack);
        var tail = (nuint)(start + bytes + slack - (aligned + bytes));
        if (tail != 0) _ = Libc.munmap(aligned + bytes, tail);
        Invariant.Assert((nuint)aligned % alignment == 0);
        return aligned;
    }

    public bool Commit(byte* start, nuint bytes)
    {
        AssertRange(start, bytes);
        return Libc.mprotect(start, bytes, PROT_READ_WRITE) == 0;
    }

    public bool Decommit(byte* start, nuint bytes)
    {
        AssertRange(start, bytes);
        return MapAt(start, bytes, PROT_NONE, _anonymous | _noReserve | MAP_FIXED) == start;
    }

    public bool Release(byte* start, nuint bytes)
    {
        AssertRange(start, bytes);
        return Libc.munmap(start, bytes) == 0;
    }

    public byte* Map(nuint bytes)
    {
        Invariant.Assert(bytes > 0 && bytes % PageBytes == 0);
        return MapAt(null, bytes, PROT_READ_WRITE, _anonymous | _noReserve);
    }

    public bool Advise(byte* start, nuint bytes, Advice advice)
    {
        AssertRange(start, bytes);
        // Outside Linux MADV_DONTNEED keeps the content; a fresh mapping over the range drops it everywhere.
        if (advice == Advice.DiscardNow && !_linux)
        {
            return MapAt(start, bytes, PROT_READ_WRITE, _anonymous | _noReserve | MAP_FIXED) == start;
        }

        var number = Number(advice);
        if (number == NoAdvice) return false;
        for (var attempt = 0; attempt < AgainLimit; attempt++)
        {
            if (Libc.madvise(start, bytes, number) == 0) return true;
            if (Libc.Errno is not (Libc.EAGAIN or Libc.EINTR)) return false;
        }

        return false;
    }

    public long CountResidentBytes(byte* start, nuint bytes)
    {
        AssertRange(start, bytes);
        const int vectorBytes = 4096;
        var vector = stackalloc byte[vectorBytes];
        long resident = 0;
        var end = start + bytes;
        for (var at = start; at < end;)
        {
            Invariant.Assert((nuint)at % PageBytes == 0);
            var pages = Math.Min((nuint)(end - at) / PageBytes, vectorBytes);
            if (Libc.mincore(at, pages * PageBytes, vector) != 0) return -1;
            for (nuint page = 0; page < pages; page++) resident += vector[page] & 1;
            at += pages * PageBytes;
        }

        return resident * (long)PageBytes;
    }

    private static byte* MapAt(byte* address, nuint bytes, int protection, int flags)
    {
        var start = Libc.mmap(address, bytes, protection, flags, -1, 0);
        return (nint)start == -1 ? null : start;
    }

    private int Number(Advice advice) => advice switch
    {
        Advice.FreeLazily => _freeLazily,
        Advice.DiscardNow => 4,
        Advice.Huge when _linux => 14,
        Advice.Small when _linux => 15,
        Advice.PageOut when _linux => 21,
        Advice.DoNotDump when _linux => 16,
        _ => NoAdvice,
    };

    private void AssertRange(byte* start, nuint bytes)
    {
        Invariant.Assert(start is not null);
        Invariant.Assert(bytes > 0);
        Invariant.Assert(((nuint)start | bytes) % PageBytes == 0);
    }
}

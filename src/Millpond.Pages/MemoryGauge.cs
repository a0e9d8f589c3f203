using System.Text;
using Millpond.Pages.Interop;

namespace Millpond.Pages;

/// <summary>How hard others want memory.</summary>
public enum Pressure
{
    /// <summary>Nobody waits for memory.</summary>
    None,

    /// <summary>Tasks have stalled for memory, or the control group is above nine tenths of its limit.</summary>
    Some,

    /// <summary>The control group is within a twentieth of its limit: the next request may kill.</summary>
    Full,
}

/// <summary>Asked before each purge and each miss; tests put an invented one in its place. Allocates nothing.</summary>
public interface IMemoryGauge
{
    /// <summary>
    /// Bytes that may still be taken before the limit; long.MaxValue where unknown. Reads a file or two: 20 to 150 µs.
    /// </summary>
    long AvailableBytes();

    /// <summary>Pressure since the last call.</summary>
    Pressure Read();
}

/// <summary>
/// This machine's gauge: the control group's use against its limit, and PSI (/proc/pressure/memory), which says
/// when tasks stalled 150 ms in 2 s. One thread reads it at a time.
/// </summary>
public sealed unsafe class MemoryGauge : IMemoryGauge
{
    private const short PollPriority = 2;
    private const short PollInvalid = 0x20;

    // 150 ms of stall in 2 s: the least window an unprivileged process may ask for (kernel, psi.c).
    private static ReadOnlySpan<byte> Trigger => "some 150000 2000000\0"u8;

    private readonly MemoryLimit _limit;
    private readonly byte[]? _usagePath;
    private readonly byte[]? _statPath;
    private int _trigger;

    /// <summary>Opens the PSI trigger; where the kernel refuses it, pressure comes from the control group alone.</summary>
    public MemoryGauge(MemoryLimit limit)
    {
        _limit = Guard.NotNull(limit);
        if (limit.UsagePath is { } usagePath)
        {
            _usagePath = Encoding.ASCII.GetBytes(usagePath + "\0");
            _statPath = Encoding.ASCII.GetBytes(Path.GetDirectoryName(usagePath) + "/memory.stat\0");
        }

        _trigger = OpenTrigger();
    }

    /// <summary>In a forked child: the parent's trigger stays the parent's; the child opens its own.</summary>
    public void Reopen()
    {
        if (_trigger >= 0) _ = Libc.close(_trigger);
        _trigger = OpenTrigger();
    }

    /// <inheritdoc/>
    public long AvailableBytes()
    {
        if (_usagePath is not null)
        {
            Invariant.Assert(_usagePath[^1] == 0);
            var used = SmallFile.ReadNumber(_usagePath);
            if (used < 0) return long.MaxValue;
            return Math.Max(0, _limit.Bytes - used + FileBytes());
        }

        Span<byte> buffer = stackalloc byte[256];
        var text = buffer[..SmallFile.Read("/proc/meminfo\0"u8, buffer)];
        var kilobytes = SmallFile.NumberAfter(text, "MemAvailable:"u8);
        return kilobytes < 0 ? long.MaxValue : kilobytes << 10;
    }

    /// <inheritdoc/>
    public Pressure Read()
    {
        var stalled = false;
        if (_trigger >= 0)
        {
            var poll = new Libc.PollFile { File = _trigger, Events = PollPriority };
            stalled = Libc.poll(&poll, 1, 0) > 0 && (poll.Returned & PollPriority) != 0;
            // The host closed a file it did not know (a daemon does): the number is not ours any more.
            if ((poll.Returned & PollInvalid) != 0) _trigger = -1;
        }

        if (_usagePath is null) return stalled ? Pressure.Some : Pressure.None;
        var available = AvailableBytes();
        if (available < _limit.Bytes / 20) return Pressure.Full;
        return stalled || available < _limit.Bytes / 10 ? Pressure.Some : Pressure.None;
    }

    // Pages of files count as used, and in time fill any group up to its limit; but they go first when memory is wanted.
    // Not the inactive ones alone, as monitors count: our own lazily freed pages are among those, also after they are
    // written again.
    private long FileBytes()
    {
        Span<byte> buffer = stackalloc byte[4096];
        ReadOnlySpan<byte> text = buffer[..SmallFile.Read(_statPath, buffer)];
        // Version 1, with the groups below; version 2, where each number is with the groups below.
        var file = SmallFile.NumberAfter(text, "total_cache "u8);
        if (file >= 0) return Math.Max(0, file - Math.Max(0, SmallFile.NumberAfter(text, "total_shmem "u8)));
        file = SmallFile.NumberAfter(text, "file "u8);
        return Math.Max(0, file - Math.Max(0, SmallFile.NumberAfter(text, "shmem "u8)));
    }

    private static int OpenTrigger() => SmallFile.OpenAndWrite("/proc/pressure/memory\0"u8, Trigger);
}

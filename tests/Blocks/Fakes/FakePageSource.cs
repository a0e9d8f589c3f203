using Millpond.Pages;

namespace Millpond.Blocks.Tests;

internal enum Call
{
    Reserve,
    Commit,
    Decommit,
    Release,
    Map,
    Huge,
    Small,
    FreeLazily,
    DiscardNow,
    PageOut,
    DoNotDump,
    Resident,
}

/// <summary>
/// The kernel, counted and scripted: real memory from the real one, but the n-th call of a kind, or of all kinds, is
/// refused, and a hook sees each call before it is carried out. Thread-safe; allocates nothing.
/// </summary>
internal sealed unsafe class FakePageSource : IPageSource
{
    private const int WarmRangesMax = 256;

    private readonly IPageSource _real = PageSource.System;
    private readonly int[] _counts = new int[Enum.GetValues<Call>().Length];
    private readonly (nint Start, nint Bytes)[] _warm = new (nint, nint)[WarmRangesMax];
    private int _allCount;
    private int _warmCount;

    /// <summary>Which call of all kinds is refused, counted from 1; 0: none.</summary>
    public int FailAt { get; set; }

    /// <summary>A kind of call that is always refused.</summary>
    public Call? Refused { get; set; }

    /// <summary>Addresses of which every call is refused.</summary>
    public nint RefusedStart { get; set; } = -1;

    /// <summary>Sees each call before it is carried out: its kind, start and length.</summary>
    public Action<Call, nint, nint>? OnCall { get; set; }

    /// <summary>Reservations and mappings that were refused: there is nothing to give back for them.</summary>
    public int RefusedReservations { get; private set; }

    public nuint PageBytes => _real.PageBytes;

    public nuint HugePageBytes { get; init; } = (nuint)ExtentMap.ChunkBytes;

    public bool GivesHugeUnasked { get; init; }

    public bool CanFreeLazily { get; init; } = true;

    public int AllCount => Volatile.Read(ref _allCount);

    public int Count(Call call) => Volatile.Read(ref _counts[(int)call]);

    /// <summary>Has the kernel take some range that was freed lazily at some time; it may be in use again.</summary>
    public void Press(int random)
    {
        var count = Math.Min(Volatile.Read(ref _warmCount), WarmRangesMax);
        if (count == 0) return;
        var (start, bytes) = _warm[random % count];
        if (bytes > 0) _ = _real.Advise((byte*)start, (nuint)bytes, Advice.PageOut);
    }

    public byte* Reserve(nuint bytes, nuint alignment) =>
        Refuses(Call.Reserve, null, bytes) ? null : _real.Reserve(bytes, alignment);

    public bool Commit(byte* start, nuint bytes) =>
        !Refuses(Call.Commit, start, bytes) && _real.Commit(start, bytes);

    public bool Decommit(byte* start, nuint bytes) =>
        !Refuses(Call.Decommit, start, bytes) && _real.Decommit(start, bytes);

    public bool Release(byte* start, nuint bytes)
    {
        // Giving addresses back is never refused: a test would leak them.
        _ = Refuses(Call.Release, start, bytes);
        return _real.Release(start, bytes);
    }

    public byte* Map(nuint bytes) => Refuses(Call.Map, null, bytes) ? null : _real.Map(bytes);

    public bool Advise(byte* start, nuint bytes, Advice advice)
    {
        if (Refuses(CallOf(advice), start, bytes)) return false;
        if (advice == Advice.FreeLazily)
        {
            _warm[(Interlocked.Increment(ref _warmCount) - 1) % WarmRangesMax] = ((nint)start, (nint)bytes);
        }

        return _real.Advise(start, bytes, advice) || advice is Advice.Huge or Advice.Small;
    }

    public long CountResidentBytes(byte* start, nuint bytes) =>
        Refuses(Call.Resident, start, bytes) ? -1 : _real.CountResidentBytes(start, bytes);

    private static Call CallOf(Advice advice) => advice switch
    {
        Advice.Huge => Call.Huge,
        Advice.Small => Call.Small,
        Advice.FreeLazily => Call.FreeLazily,
        Advice.DiscardNow => Call.DiscardNow,
        Advice.PageOut => Call.PageOut,
        _ => Call.DoNotDump,
    };

    private bool Refuses(Call call, byte* start, nuint bytes)
    {
        Interlocked.Increment(ref _counts[(int)call]);
        var number = Interlocked.Increment(ref _allCount);
        OnCall?.Invoke(call, (nint)start, (nint)bytes);
        if (number != FailAt && call != Refused && (nint)start != RefusedStart) return false;
        if (call is Call.Reserve or Call.Map) RefusedReservations++;
        return true;
    }
}

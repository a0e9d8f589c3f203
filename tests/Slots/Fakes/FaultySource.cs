using Millpond.Pages;

namespace Millpond.Slots.Tests;

/// <summary>The kernel, counted and scripted: the n-th call is refused, or all from the n-th on.</summary>
internal sealed unsafe class FaultySource : IPageSource
{
    private readonly IPageSource _real = PageSource.System;

    /// <summary>The call that is refused, counted from 1; 0: none.</summary>
    public int FailAt { get; set; }

    /// <summary>Every call from <see cref="FailAt"/> on is refused.</summary>
    public bool FailsFromThere { get; set; }

    /// <summary>Reservations and mappings above this are refused.</summary>
    public long BytesMax { get; set; } = long.MaxValue;

    /// <summary>Calls that ask for memory or addresses.</summary>
    public int Calls { get; private set; }

    /// <summary>Advice is refused, always.</summary>
    public bool RefusesAdvice { get; init; }

    /// <summary>Addresses taken and not given back.</summary>
    public long HeldBytes { get; private set; }

    public List<Advice> Advices { get; } = [];

    public nuint PageBytes => _real.PageBytes;

    public nuint HugePageBytes => _real.HugePageBytes;

    public bool GivesHugeUnasked => true;

    public bool CanFreeLazily { get; init; } = true;

    public byte* Reserve(nuint bytes, nuint alignment) =>
        Refuses() || (long)bytes > BytesMax ? null : Held(_real.Reserve(bytes, alignment), bytes);

    public bool Commit(byte* start, nuint bytes) => !Refuses() && _real.Commit(start, bytes);

    public bool Decommit(byte* start, nuint bytes) => !Refuses() && _real.Decommit(start, bytes);

    public bool Release(byte* start, nuint bytes)
    {
        HeldBytes -= (long)bytes;
        return _real.Release(start, bytes);
    }

    public byte* Map(nuint bytes) => Refuses() || (long)bytes > BytesMax ? null : Held(_real.Map(bytes), bytes);

    public bool Advise(byte* start, nuint bytes, Advice advice)
    {
        Advices.Add(advice);
        if (RefusesAdvice) return false;
        return _real.Advise(start, bytes, advice);
    }

    public long CountResidentBytes(byte* start, nuint bytes) => _real.CountResidentBytes(start, bytes);

    private byte* Held(byte* start, nuint bytes)
    {
        if (start != null) HeldBytes += (long)bytes;
        return start;
    }

    private bool Refuses()
    {
        Calls++;
        return FailAt > 0 && (Calls == FailAt || (FailsFromThere && Calls > FailAt));
    }
}

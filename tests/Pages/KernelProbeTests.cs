namespace Millpond.Pages.Tests;

public sealed unsafe class KernelProbeTests
{
    [Fact]
    public void This_kernel_frees_lazily()
    {
        Assert.SkipUnless(KernelProbe.KernelVersion >= new Version(5, 4), "MADV_PAGEOUT came with Linux 5.4");
        Assert.Equal(LazyFreeEffect.Reclaimed, KernelProbe.LazyFree());
    }

    [Fact]
    public void What_it_says_is_what_the_source_relies_on() =>
        Assert.Equal(KernelProbe.KernelVersion >= KernelProbe.LazyFreeSince, PageSource.System.CanFreeLazily);

    [Fact]
    public void Without_memory_nothing_is_known() =>
        Assert.Equal(LazyFreeEffect.Untested, KernelProbe.LazyFree(new Script { MapsNothing = true }));

    [Fact]
    public void A_kernel_that_does_not_know_the_advice_refuses() =>
        Assert.Equal(LazyFreeEffect.Refused, KernelProbe.LazyFree(new Script { OnFree = static (_, _) => false }));

    [Fact]
    public void A_kernel_that_drops_at_the_call_is_found_out() =>
        Assert.Equal(LazyFreeEffect.FreesAtOnce, KernelProbe.LazyFree(new Script { OnFree = Zero }));

    [Fact]
    public void A_kernel_that_loses_what_was_written_is_found_out() =>
        Assert.Equal(LazyFreeEffect.LosesWrites, KernelProbe.LazyFree(new Script { OnPageOut = Zero }));

    [Fact]
    public void Without_a_way_to_reclaim_the_advice_is_taken_as_accepted() =>
        Assert.Equal(LazyFreeEffect.Accepted, KernelProbe.LazyFree(new Script { OnPageOut = static (_, _) => false }));

    [Fact]
    public void Pages_that_all_stay_are_no_proof() =>
        Assert.Equal(LazyFreeEffect.Accepted, KernelProbe.LazyFree(new Script { ResidentPages = int.MaxValue }));

    [Fact]
    public void Pages_in_another_processors_batch_are_no_disproof()
    {
        // The kernel moves pages to its lists 31 at a time, for each processor.
        Assert.Equal(LazyFreeEffect.Reclaimed, KernelProbe.LazyFree(new Script { ResidentPages = 2 * 31 + 1 }));
    }

    [Fact]
    public void Its_memory_goes_back()
    {
        var script = new Script();
        _ = KernelProbe.LazyFree(script);
        Assert.Equal(1, script.Releases);
    }

    private static bool Zero(nint start, nuint bytes)
    {
        new Span<byte>((void*)start, (int)bytes).Clear();
        return true;
    }

    private sealed class Script : IPageSource
    {
        private readonly IPageSource _real = PageSource.System;

        internal bool MapsNothing { get; init; }

        internal int ResidentPages { get; init; } = 1;

        internal Func<nint, nuint, bool> OnFree { get; init; } = static (_, _) => true;

        internal Func<nint, nuint, bool> OnPageOut { get; init; } = static (_, _) => true;

        internal int Releases { get; private set; }

        public nuint PageBytes => _real.PageBytes;

        public nuint HugePageBytes => 0;

        public bool GivesHugeUnasked => false;

        public bool CanFreeLazily => true;

        public byte* Reserve(nuint bytes, nuint alignment) => throw new NotSupportedException();

        public bool Commit(byte* start, nuint bytes) => throw new NotSupportedException();

        public bool Decommit(byte* start, nuint bytes) => throw new NotSupportedException();

        public bool Release(byte* start, nuint bytes)
        {
            Releases++;
            return _real.Release(start, bytes);
        }

        public byte* Map(nuint bytes) => MapsNothing ? null : _real.Map(bytes);

        public bool Advise(byte* start, nuint bytes, Advice advice) =>
            (advice == Advice.FreeLazily ? OnFree : OnPageOut)((nint)start, bytes);

        public long CountResidentBytes(byte* start, nuint bytes) =>
            Math.Min((long)bytes, ResidentPages * (long)PageBytes);
    }
}

namespace Millpond.Pages.Tests;

/// <summary>The real kernel. Effects are looked at, not return codes.</summary>
public sealed unsafe class PageSourceTests
{
    private const nuint Chunk = 2 << 20;

    private static readonly IPageSource s_kernel = PageSource.System;

    [Theory]
    [InlineData(4096)]
    [InlineData(65_536)]
    [InlineData(2 << 20)]
    [InlineData(1 << 30)]
    public void A_reservation_begins_where_it_was_asked_to(int alignment)
    {
        using var range = new Range(Chunk, (nuint)alignment);
        Assert.Equal(0u, (nuint)range.Start % (nuint)alignment);
    }

    [Fact]
    public void A_reservation_costs_no_memory()
    {
        using var range = new Range(1u << 30);
        Assert.Equal(0, s_kernel.CountResidentBytes(range.Start, range.Bytes));
    }

    [Fact]
    public void More_than_there_are_addresses_is_refused() =>
        Assert.True(s_kernel.Reserve((nuint)1 << 56, 4096) is null);

    [Fact]
    public void Committed_memory_reads_as_zero_and_can_be_written()
    {
        using var range = new Range(Chunk);
        Assert.True(s_kernel.Commit(range.Start, Chunk));
        Assert.True(range.IsAll(0));
        range.Fill(7);
        Assert.True(range.IsAll(7));
    }

    [Fact]
    public void What_was_decommitted_is_gone()
    {
        using var range = Range.Filled(Chunk, 7);
        Assert.True(s_kernel.Decommit(range.Start, Chunk));
        Assert.True(s_kernel.Commit(range.Start, Chunk));
        Assert.True(range.IsAll(0));
    }

    [Fact]
    public void Addresses_that_were_given_back_cannot_be_committed()
    {
        var range = new Range(Chunk);
        range.Dispose();
        Assert.False(s_kernel.Commit(range.Start, Chunk));
    }

    [Fact]
    public void A_mapping_reads_as_zero_and_costs_what_is_touched()
    {
        var start = s_kernel.Map(Chunk);
        start[5 * s_kernel.PageBytes] = 1;
        var resident = s_kernel.CountResidentBytes(start, Chunk);
        Assert.True(s_kernel.Release(start, Chunk));
        Assert.Equal((long)s_kernel.PageBytes, resident);
    }

    [Fact]
    public void Residency_is_counted_over_many_pages()
    {
        using var range = Range.Filled(40 << 20, 1);
        Assert.Equal(40 << 20, s_kernel.CountResidentBytes(range.Start, range.Bytes));
    }

    [Fact]
    public void What_is_freed_lazily_stays_until_the_kernel_wants_it()
    {
        using var range = Range.Filled(Chunk, 7);
        Assert.True(s_kernel.Advise(range.Start, Chunk, Advice.FreeLazily));
        Assert.True(range.IsAll(7));
        Assert.Equal((long)Chunk, s_kernel.CountResidentBytes(range.Start, Chunk));
    }

    [Fact]
    public void What_is_freed_lazily_and_reclaimed_comes_back_as_zero()
    {
        Assert.SkipUnless(KernelProbe.LazyFree() == LazyFreeEffect.Reclaimed, "this kernel cannot be asked to reclaim");
        using var range = Range.Filled(Chunk, 7);
        Assert.True(s_kernel.Advise(range.Start, Chunk, Advice.FreeLazily));
        Assert.True(s_kernel.Advise(range.Start, Chunk, Advice.PageOut));
        Assert.Equal(0, s_kernel.CountResidentBytes(range.Start, Chunk));
        Assert.True(range.IsAll(0));
        range.Fill(9);
        Assert.True(range.IsAll(9));
    }

    [Fact]
    public void What_is_written_after_it_was_freed_lazily_is_kept()
    {
        Assert.SkipUnless(KernelProbe.LazyFree() == LazyFreeEffect.Reclaimed, "this kernel cannot be asked to reclaim");
        using var range = Range.Filled(Chunk, 7);
        Assert.True(s_kernel.Advise(range.Start, Chunk, Advice.FreeLazily));
        range.Start[5 * s_kernel.PageBytes] = 9;
        Assert.True(s_kernel.Advise(range.Start, Chunk, Advice.PageOut));
        Assert.Equal(9, range.Start[5 * s_kernel.PageBytes]);
        Assert.Equal(0, range.Start[6 * s_kernel.PageBytes]);
    }

    [Fact]
    public void Its_neighbours_are_not_touched()
    {
        using var range = Range.Filled(3 * Chunk, 7);
        Assert.True(s_kernel.Advise(range.Start + Chunk, Chunk, Advice.FreeLazily));
        Assert.True(s_kernel.Advise(range.Start, 3 * Chunk, Advice.PageOut));
        Assert.Equal(-1, new Span<byte>(range.Start, (int)Chunk).IndexOfAnyExcept((byte)7));
        Assert.Equal(-1, new Span<byte>(range.Start + (2 * Chunk), (int)Chunk).IndexOfAnyExcept((byte)7));
    }

    [Fact]
    public void What_is_discarded_is_zero_at_once()
    {
        using var range = Range.Filled(Chunk, 7);
        Assert.True(s_kernel.Advise(range.Start, Chunk, Advice.DiscardNow));
        Assert.Equal(0, s_kernel.CountResidentBytes(range.Start, Chunk));
        Assert.True(range.IsAll(0));
    }

    [Theory]
    [InlineData(Advice.Huge)]
    [InlineData(Advice.Small)]
    [InlineData(Advice.FreeLazily)]
    [InlineData(Advice.PageOut)]
    [InlineData(Advice.DoNotDump)]
    public void Only_discarding_discards(Advice advice)
    {
        // FreeLazily | DoNotDump, 8 | 16, is the number of an advice that discards at once: it has happened to others.
        using var range = Range.Filled(Chunk, 7);
        _ = s_kernel.Advise(range.Start, Chunk, advice);
        Assert.True(range.IsAll(7));
    }

    [Theory]
    [InlineData(Advice.Huge, "hg")]
    [InlineData(Advice.Small, "nh")]
    [InlineData(Advice.DoNotDump, "dd")]
    public void An_advice_about_a_mapping_is_seen_in_its_flags(Advice advice, string flag)
    {
        Assert.SkipUnless(TransparentHugePages.Mode != "absent", "this kernel has no transparent huge pages");
        using var range = Range.Filled(Chunk, 7);
        Assert.DoesNotContain(flag, range.Flags());
        Assert.True(s_kernel.Advise(range.Start, Chunk, advice));
        Assert.Contains(flag, range.Flags());
    }

    [Theory]
    [InlineData(Advice.FreeLazily)]
    [InlineData(Advice.DiscardNow)]
    [InlineData(Advice.PageOut)]
    public void An_advice_about_pages_leaves_the_flags(Advice advice)
    {
        using var range = Range.Filled(Chunk, 7);
        var before = range.Flags();
        Assert.True(s_kernel.Advise(range.Start, Chunk, advice));
        Assert.Equal(before, range.Flags());
    }

    [Fact]
    public void An_advice_for_addresses_that_are_not_there_is_refused()
    {
        var range = new Range(Chunk);
        range.Dispose();
        Assert.False(s_kernel.Advise(range.Start, Chunk, Advice.DiscardNow));
    }

    [Fact]
    public void Huge_pages_are_given_where_they_are_asked_for()
    {
        Assert.SkipUnless(s_kernel.HugePageBytes == Chunk, "this kernel gives no huge pages of 2 MiB");
        using var range = new Range(8 * Chunk);
        Assert.True(s_kernel.Commit(range.Start, range.Bytes));
        Assert.True(s_kernel.Advise(range.Start, range.Bytes, Advice.Huge));
        var before = FaultCounter.ReadThread().Minor;
        range.Fill(1);
        Assert.InRange(FaultCounter.ReadThread().Minor - before, 1, 4096);
    }

    [Fact]
    public void What_is_to_be_small_is_small_though_huge_pages_were_asked_for()
    {
        using var range = new Range(Chunk);
        Assert.True(s_kernel.Commit(range.Start, range.Bytes));
        _ = s_kernel.Advise(range.Start, range.Bytes, Advice.Huge);
        _ = s_kernel.Advise(range.Start, range.Bytes, Advice.Small);
        new Span<byte>(range.Start, 65_536).Fill(1);
        Assert.Equal(65_536, s_kernel.CountResidentBytes(range.Start, range.Bytes));
    }

    [Fact]
    public void Calls_allocate_nothing_managed()
    {
        using var range = Range.Filled(Chunk, 7);
        Round(range.Start);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Round(range.Start);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        static void Round(byte* start)
        {
            foreach (var advice in stackalloc[] { Advice.Huge, Advice.FreeLazily, Advice.PageOut, Advice.DiscardNow })
            {
                _ = s_kernel.Advise(start, Chunk, advice);
            }

            _ = s_kernel.CountResidentBytes(start, Chunk);
            _ = s_kernel.Decommit(start, Chunk);
            _ = s_kernel.Commit(start, Chunk);
        }
    }
}

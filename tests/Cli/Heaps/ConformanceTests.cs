using Millpond.Lab.Heaps;
using Millpond.Lab.Ruby;
using Millpond.Slots.Ruby;

namespace Millpond.Cli.Tests.Heaps;

public sealed class ConformanceTests
{
    private static readonly Lazy<IReadOnlyList<LiveRow>> s_recorded = new(() =>
        RowFile.Read(Path.Combine(Repository.Root, "tests", "Slots", "Data", "live-rubies.jsonl.gz")));

    private static readonly Lazy<ConformResult> s_plain = new(() =>
        Conformance.Run([.. s_recorded.Value.Where(row => row.Settings.Count == 0 && row.Ruby != NotYetClose)]));

    /// <summary>31 of its 44 rows are close (docs/slots.md).</summary>
    private const string NotYetClose = "3.2.4";

    private static string Golden => Path.Combine(Repository.Root, "..", "shared", "conformance", "heap", "golden.jsonl");

    [Fact]
    public void Recorded_rows_keep_close_counts() => AssertMet(s_plain.Value.Shares[0]);

    [Fact]
    public void Recorded_rows_before_40_keep_close_pages() => AssertMet(
        ConformResult.Of([.. s_plain.Value.Rows.Where(row => row.Ruby != "4.0.0")]).Shares[2]);

    [Fact]
    public void The_golden_rows_keep_close_counts_and_pages()
    {
        Assert.SkipUnless(File.Exists(Golden), "no golden rows beside the checkout");
        ConformResult result = Conformance.Run(RowFile.Read(Golden));
        Assert.True(result.Shares[0].IsMet && result.Shares[2].IsMet, string.Join("; ", result.Shares));
    }

    [Theory]
    [InlineData("3.1.7")]
    [InlineData("3.2.4")]
    [InlineData("3.3.8")]
    [InlineData("3.4.1")]
    [InlineData("4.0.0")]
    public void Gc_stat_has_the_version_s_keys_in_order(string ruby)
    {
        LiveRow row = s_recorded.Value.First(one => one.Ruby == ruby);
        using RubyHeap heap = new(ReleaseOf(row));
        Assert.Equal(row.After.Stat.Keys, heap.Heap.Stat().ToRuby(heap.Release).Select(pair => pair.Key));
    }

    [Theory]
    [InlineData("3.2.4")]
    [InlineData("3.3.8")]
    [InlineData("3.4.1")]
    [InlineData("4.0.0")]
    public void So_has_gc_stat_heap(string ruby)
    {
        LiveRow row = s_recorded.Value.First(one => one.Ruby == ruby);
        using RubyHeap heap = new(ReleaseOf(row));
        Assert.Equal(row.After.Heaps[0].Keys, heap.Heap.StatOf(0).ToRuby(heap.Release).Select(pair => pair.Key));
    }

    [Theory]
    [InlineData("3.1.7")]
    [InlineData("3.2.4")]
    [InlineData("3.3.8")]
    [InlineData("4.0.0")]
    public void So_has_gc_latest_gc_info(string ruby)
    {
        LiveRow row = s_recorded.Value.First(one => one.Ruby == ruby);
        using RubyHeap heap = new(ReleaseOf(row));
        Assert.Equal(row.LastCollection.Keys, heap.Heap.LatestCollection().ToRuby(heap.Release).Select(pair => pair.Key));
    }

    private static RubyRelease ReleaseOf(LiveRow row) =>
        RubyRelease.TryParse(row.Ruby, row.PointerBytes, out RubyRelease? release) ? release! : throw new ArgumentException(row.Ruby);

    private static void AssertMet(ConformShare share) => Assert.True(share.IsMet, share.ToString());
}

using Millpond.Lab;
using Millpond.Lab.Ruby;

namespace Millpond.Cli.Tests.Ruby;

public sealed class LiveRowTests
{
    private const string Of31 =
        """
        {"program":"window","ruby":"3.1.7","platform":"x86_64-linux-gnu","env":{"RUBY_GC_HEAP_GROWTH_FACTOR":"1.2"},
        "stat_before":{"minor_gc_count":2,"major_gc_count":3},"stat_after":{"minor_gc_count":9,"major_gc_count":4},
        "latest_gc_info":{"major_by":null,"gc_by":"newobj","have_finalizer":false}}
        """;

    private const string OfWasm =
        """
        {"program":"window","ruby":"4.0.0","platform":"wasm32-wasi","env":{},
        "stat_before":{"count":3},"stat_heap_before":{"0":{"slot_size":24},"10":{"slot_size":99},"2":{"slot_size":96}},
        "stat_after":{"count":4},"stat_heap_after":{"0":{"slot_size":24}},"latest_gc_info":{}}
        """;

    [Fact]
    public void Collections_are_those_of_the_program()
    {
        var row = LiveRow.Parse(Of31, "here");
        Assert.Equal((7, 1), (row.MinorCollections, row.MajorCollections));
    }

    [Fact]
    public void Ruby_31_has_no_heaps_to_tell_of() => Assert.Empty(LiveRow.Parse(Of31, "here").After.Heaps);

    [Fact]
    public void Settings_are_kept() =>
        Assert.Equal("1.2", LiveRow.Parse(Of31, "here").Settings["RUBY_GC_HEAP_GROWTH_FACTOR"]);

    [Fact]
    public void Nil_is_null() => Assert.Null(LiveRow.Parse(Of31, "here").LastCollection["major_by"]);

    [Fact]
    public void Heaps_are_in_the_order_of_their_numbers() =>
        Assert.Equal([24, 96, 99], LiveRow.Parse(OfWasm, "here").Before.Heaps.Select(heap => heap["slot_size"]));

    [Fact]
    public void A_pointer_has_four_bytes_on_webassembly() => Assert.Equal(4, LiveRow.Parse(OfWasm, "here").PointerBytes);

    [Fact]
    public void A_pointer_has_eight_bytes_elsewhere() => Assert.Equal(8, LiveRow.Parse(Of31, "here").PointerBytes);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"program":null}""")]
    [InlineData("""{"program":"a","ruby":"b","platform":"c","env":{},"stat_before":{"count":1.5}}""")]
    [InlineData("""{"program":"a","ruby":"b","platform":"c","env":{},"stat_before":{"count":"3"}}""")]
    public void What_is_no_row_is_answered_in_one_line(string text)
    {
        string message = Assert.Throws<UserException>(() => LiveRow.Parse(text, "golden.jsonl, line 7")).Message;
        Assert.Matches(@"\Agolden.jsonl, line 7: not a row [^\n]*\z", message);
    }
}

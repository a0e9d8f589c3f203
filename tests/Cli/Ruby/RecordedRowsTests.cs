using System.IO.Compression;
using Millpond.Lab.Ruby;

namespace Millpond.Cli.Tests.Ruby;

public sealed class RecordedRowsTests
{
    private static readonly Lazy<LiveRow[]> s_rows = new(Read);

    [Fact]
    public void Every_program_is_there_on_six_Rubies_under_four_settings() => Assert.All(
        RubyPrograms.Names,
        name => Assert.Equal(
            [4, 4, 4, 4, 4, 4], s_rows.Value.Where(row => row.Program == name).CountBy(row => row.Ruby).Select(n => n.Value)));

    [Fact]
    public void Only_Ruby_31_tells_of_no_heaps() =>
        Assert.Equal(["3.1.7"], s_rows.Value.Where(row => row.After.Heaps is []).Select(row => row.Ruby).Distinct());

    [Theory]
    [InlineData("3.2.4", new long[] { 20 })]
    [InlineData("3.3.3", new long[] { 20, 40, 80, 160, 320 })]
    [InlineData("3.4.1", new long[] { 20, 40, 80, 160, 320 })]
    [InlineData("4.0.0", new long[] { 24, 48, 96, 192, 384 })]
    public void Slots_on_webassembly_are_half_as_large(string ruby, long[] sizes) => Assert.All(
        s_rows.Value.Where(row => row.Ruby == ruby),
        row => Assert.Equal(sizes, row.Before.Heaps.Select(heap => heap["slot_size"])));

    private static LiveRow[] Read()
    {
        string path = Path.Combine(Repository.Root, "tests", "Slots", "Data", "live-rubies.jsonl.gz");
        using GZipStream stream = new(File.OpenRead(path), CompressionMode.Decompress);
        using StreamReader reader = new(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select((line, index) => LiveRow.Parse(line, $"live-rubies, line {index + 1}"))];
    }
}

using CsCheck;
using Millpond.Pages.Processes;

namespace Millpond.Cli.Tests.Processes;

public sealed class NativeTextTests
{
    [Fact]
    public void Any_bytes_survive_the_way_through_a_string() =>
        Gen.Byte.Array.Sample(bytes => NativeText.Encode(NativeText.Decode(bytes)).AsSpan().SequenceEqual(bytes));

    [Fact]
    public void Sound_text_is_read_as_such() => Assert.Equal("Mühle 🌊", NativeText.Decode("Mühle 🌊"u8));

    [Fact]
    public void A_stray_byte_becomes_a_lone_surrogate() =>
        Assert.Equal("a\uDCFFb", NativeText.Decode([0x61, 0xFF, 0x62]));

    [Fact]
    public void Zero_separated_lists_keep_empty_entries()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("cmdline", "python3\0\0-c\0");
        Assert.Equal(["python3", "", "-c"], NativeText.ReadList(path));
    }
}

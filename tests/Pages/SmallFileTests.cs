using System.Text;

namespace Millpond.Pages.Tests;

public sealed class SmallFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    private byte[] Path0 => Encoding.ASCII.GetBytes(_path + "\0");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("12345\n", 12345)]
    [InlineData("0", 0)]
    [InlineData("9223372036854771712\n", 9223372036854771712)]
    [InlineData("max\n", -1)]
    [InlineData("", -1)]
    [InlineData("99999999999999999999\n", -1)]
    public void A_file_is_a_number_or_none(string text, long number)
    {
        File.WriteAllText(_path, text);
        Assert.Equal(number, SmallFile.ReadNumber(Path0));
    }

    [Fact]
    public void A_file_that_is_not_there_is_no_number() => Assert.Equal(-1, SmallFile.ReadNumber("/no/such/file\0"u8));

    [Fact]
    public void A_file_is_read_as_far_as_the_buffer_goes()
    {
        File.WriteAllText(_path, "0123456789");
        Span<byte> buffer = stackalloc byte[4];
        Assert.Equal(4, SmallFile.Read(Path0, buffer));
        Assert.Equal("0123"u8, buffer);
    }

    [Theory]
    [InlineData("MemTotal:       24683136 kB\nMemAvailable:   23000000 kB\n", "MemAvailable:", 23000000)]
    [InlineData("file_mapped 5\nfile 7\n", "file ", 7)]
    [InlineData("xRss: 1\nRss:\t2 kB", "Rss:", 2)]
    [InlineData("Rss: none\n", "Rss:", -1)]
    [InlineData("Rss:", "Rss:", -1)]
    [InlineData("", "Rss:", -1)]
    public void A_number_is_found_after_its_key(string text, string key, long number) =>
        Assert.Equal(number, SmallFile.NumberAfter(Encoding.ASCII.GetBytes(text), Encoding.ASCII.GetBytes(key)));

    [Fact]
    public void A_file_that_cannot_be_written_is_not_opened() =>
        Assert.Equal(-1, SmallFile.OpenAndWrite("/no/such/file\0"u8, "x"u8));

    [Fact]
    public void What_is_written_is_there()
    {
        var file = SmallFile.OpenAndWrite(Path0, "some"u8);
        Assert.True(file >= 0);
        Assert.Equal("some", File.ReadAllText(_path));
        using var handle = new Microsoft.Win32.SafeHandles.SafeFileHandle(file, ownsHandle: true);
    }

    [Fact]
    public void Reading_allocates_nothing_managed()
    {
        _ = SmallFile.ReadNumber("/proc/self/stat\0"u8);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = SmallFile.ReadNumber("/proc/self/stat\0"u8);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}

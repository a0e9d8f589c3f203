namespace Millpond.Pages.Tests;

/// <summary>A reservation that goes back at the end of its test.</summary>
internal sealed unsafe class Range : IDisposable
{
    internal Range(nuint bytes, nuint alignment = 2 << 20)
    {
        Start = PageSource.System.Reserve(bytes, alignment);
        Assert.True(Start is not null, "no addresses");
        Bytes = bytes;
    }

    internal byte* Start { get; }

    internal nuint Bytes { get; }

    private Span<byte> Content => new(Start, checked((int)Bytes));

    internal static Range Filled(nuint bytes, byte value)
    {
        var range = new Range(bytes);
        Assert.True(PageSource.System.Commit(range.Start, bytes));
        range.Fill(value);
        return range;
    }

    public void Dispose() => Assert.True(PageSource.System.Release(Start, Bytes));

    internal void Fill(byte value) => Content.Fill(value);

    internal bool IsAll(byte value) => Content.IndexOfAnyExcept(value) < 0;

    /// <summary>The kernel's two-letter flags of the mapping at the start.</summary>
    internal string[] Flags()
    {
        var inside = false;
        foreach (var line in File.ReadLines("/proc/self/smaps"))
        {
            // A mapping's own line begins with its addresses in hexadecimal; the lines about it with a word.
            if (Ends(line) is { } ends) inside = (ulong)Start >= ends.First && (ulong)Start < ends.End;
            if (inside && line.StartsWith("VmFlags:", StringComparison.Ordinal)) return line[8..].Trim().Split(' ');
        }

        return [];
    }

    // "7f0000000000-7f0000200000 rw-p …"
    private static (ulong First, ulong End)? Ends(string line)
    {
        var ends = line.Split(' ')[0].Split('-');
        if (ends.Length != 2) return null;
        var style = System.Globalization.NumberStyles.HexNumber;
        if (!ulong.TryParse(ends[0], style, null, out var first)) return null;
        return ulong.TryParse(ends[1], style, null, out var end) ? (first, end) : null;
    }
}

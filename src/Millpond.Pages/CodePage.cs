using Millpond.Pages.Interop;

namespace Millpond.Pages;

/// <summary>
/// A page of generated machine code with a page of data right after it. The code page is written, then made
/// executable and never writable again (W^X); code reads the data page by a distance known when it is generated.
/// </summary>
// Sound: both pages are mapped here, stay so until the process ends, and the code is checked to fit the first.
public readonly unsafe struct CodePage
{
    private const int PROT_READ = 1;
    private const int PROT_EXEC = 4;

    private CodePage(byte* code, byte* data)
    {
        Code = code;
        Data = data;
    }

    /// <summary>Start of the code.</summary>
    public byte* Code { get; }

    /// <summary>Start of the data, one page after <see cref="Code"/>; stays writable.</summary>
    public byte* Data { get; }

    /// <summary>Whether there is a page at all.</summary>
    public bool Exists => Code is not null;

    /// <summary>Distance from code to data, in bytes.</summary>
    public static int DataOffset => Environment.SystemPageSize;

    /// <summary>
    /// Maps the two pages and copies <paramref name="code"/>; none, to see whether it may be. Default (not <see cref="Exists"/>) where the system
    /// refuses executable memory. Never unmapped: callers may hold its addresses until the process ends.
    /// </summary>
    public static CodePage TryCreate(ReadOnlySpan<byte> code)
    {
        Guard.InRange(code.Length <= DataOffset, "the code must fit one page");
        if (OperatingSystem.IsWindows()) return default;
        var pageBytes = (nuint)DataOffset;
        var start = PageSource.System.Map(2 * pageBytes);
        if (start is null) return default;
        Invariant.Assert((nuint)start % pageBytes == 0);
        code.CopyTo(new Span<byte>(start, DataOffset));
        if (Libc.mprotect(start, pageBytes, PROT_READ | PROT_EXEC) != 0)
        {
            _ = PageSource.System.Release(start, 2 * pageBytes);
            return default;
        }

        Invariant.Assert(code.SequenceEqual(new Span<byte>(start, code.Length)));
        if (!code.IsEmpty) InstructionCache.Clear(start, code.Length);
        return new CodePage(start, start + pageBytes);
    }
}

namespace Millpond.Pages;

/// <summary>The kernel's setting for huge pages without reservation (/sys/kernel/mm/transparent_hugepage).</summary>
public static class TransparentHugePages
{
    private const int DefaultBytes = 2 << 20;

    /// <summary>"always", "madvise", "never", or "absent" where the kernel has none.</summary>
    public static string Mode { get; } = ReadMode();

    /// <summary>Bytes in a transparent huge page; 2 MiB on x86-64 and on arm64 with 4 KiB pages.</summary>
    public static nuint Bytes { get; } = ReadBytes();

    /// <summary>Whether <see cref="Advice.Huge"/> can have an effect.</summary>
    public static bool AdviceHelps => Mode is "always" or "madvise";

    private static nuint ReadBytes()
    {
        var bytes = SmallFile.ReadNumber("/sys/kernel/mm/transparent_hugepage/hpage_pmd_size\0"u8);
        return bytes > 0 ? (nuint)bytes : DefaultBytes;
    }

    private static string ReadMode()
    {
        Span<byte> buffer = stackalloc byte[64];
        ReadOnlySpan<byte> text = buffer[..SmallFile.Read("/sys/kernel/mm/transparent_hugepage/enabled\0"u8, buffer)];
        if (text.IndexOf("[always]"u8) >= 0) return "always";
        if (text.IndexOf("[madvise]"u8) >= 0) return "madvise";
        return text.IsEmpty ? "absent" : "never";
    }
}

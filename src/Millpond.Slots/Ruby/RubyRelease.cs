using System.Globalization;
using Millpond.Slots.Growth;

namespace Millpond.Slots.Ruby;

/// <summary>
/// One release of CRuby for one size of pointer: what its heap is divided into, when it collects and how large its
/// objects are. Immutable.
/// </summary>
public sealed record RubyRelease
{
    private RubyRelease(int minor, int patch, int pointerBytes)
    {
        (Minor, Patch, PointerBytes) = (minor, patch, pointerBytes);
        Layout = (minor, pointerBytes) switch
        {
            (31, 8) => HeapLayout.Ruby31,
            (_, 8) => HeapLayout.Ruby,
            (32, _) => HeapLayout.Ruby32Bit32,
            (40, _) => HeapLayout.Ruby32Bit40,
            _ => HeapLayout.Ruby32Bit,
        };
        Sizes = new(minor, pointerBytes, Layout);
    }

    /// <summary>Ruby 3.1 (64-bit): one heap of 40-byte slots.</summary>
    public static RubyRelease Ruby31 { get; } = new(31, 7, 8);

    /// <summary>Ruby 3.2.</summary>
    public static RubyRelease Ruby32 { get; } = new(32, 4, 8);

    /// <summary>Ruby 3.3.</summary>
    public static RubyRelease Ruby33 { get; } = new(33, 5, 8);

    /// <summary>Ruby 3.4.9.</summary>
    public static RubyRelease Ruby34 { get; } = new(34, 9, 8);

    /// <summary>Ruby 4.0.2.</summary>
    public static RubyRelease Ruby40 { get; } = new(40, 2, 8);

    /// <summary>31, 32, 33, 34 or 40.</summary>
    public int Minor { get; }

    /// <summary>The third number of the version.</summary>
    public int Patch { get; }

    /// <summary>8, or 4 (WebAssembly).</summary>
    public int PointerBytes { get; }

    /// <summary>Pages and pools.</summary>
    public HeapLayout Layout { get; }

    /// <summary>How large its objects are.</summary>
    public RubySizes Sizes { get; }

    /// <summary>The release of a version such as <c>3.4.9</c>.</summary>
    /// <returns>False: not a version from 3.1 to 4.0, or 3.1 with 4-byte pointers, which nobody measured.</returns>
    public static bool TryParse(string version, int pointerBytes, out RubyRelease? release)
    {
        Guard.InRange(pointerBytes is 4 or 8, "give 4 or 8 bytes", nameof(pointerBytes));
        release = null;
        string[] parts = Guard.NotNull(version).Split('.');
        if (parts.Length is < 2 or > 3 || !Number(parts[0], out int major) || !Number(parts[1], out int minor)) return false;
        int patch = 0;
        if (parts.Length == 3 && !Number(parts[2], out patch)) return false;
        int code = (major * 10) + minor;
        if (minor > 9 || code is not (31 or 32 or 33 or 34 or 40) || (code == 31 && pointerBytes == 4)) return false;
        release = new(code, patch, pointerBytes);
        return true;
    }

    /// <summary>When a heap of this release collects and grows.</summary>
    public GrowthPolicy Policy(GcSettings? settings = null)
    {
        settings ??= GcSettings.Default;
        return (Minor, Patch) switch
        {
            (31, _) => new Ruby31Policy { Settings = settings },
            (32, _) => Ruby32Policy.Ruby32(settings, Layout.PoolCount == 1),
            (33, _) => Ruby32Policy.Ruby33(settings),
            (34, < 9) => Ruby34Policy.Ruby34(settings),
            (34, _) => Ruby34Policy.Ruby349(settings),
            (_, < 2) => Ruby34Policy.Ruby40(settings),
            _ => Ruby34Policy.Ruby402(settings),
        };
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"Ruby {Minor / 10}.{Minor % 10}.{Patch}{(PointerBytes == 4 ? " (32-bit)" : "")}";

    private static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

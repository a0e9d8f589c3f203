using System.Globalization;

namespace Millpond.Rbs.Parsing;

/// <summary>A version of the RBS language, named by the rbs gem that brought it: 2.7 … 4.2.</summary>
/// <param name="Major">The first number.</param>
/// <param name="Minor">The second number.</param>
public readonly record struct RbsVersion(int Major, int Minor) : IComparable<RbsVersion>
{
    /// <summary>The oldest language that can be asked for: 2.7, of Ruby 3.1 and Debian 12.</summary>
    public static RbsVersion Oldest { get; } = new(2, 7);

    /// <summary>The newest language: 4.2.</summary>
    public static RbsVersion Latest { get; } = new(4, 2);

    /// <summary>Reads <c>4.2</c>, and <c>3.4.0</c> as 3.4.</summary>
    /// <returns>False where it is no version, or one that is not between <see cref="Oldest"/> and
    /// <see cref="Latest"/>.</returns>
    public static bool TryParse(string? text, out RbsVersion version)
    {
        version = default;
        string[] parts = (text ?? "").Split('.');
        if (parts.Length < 2
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minor))
            return false;
        version = new(major, minor);
        return version >= Oldest && version <= Latest;
    }

    /// <inheritdoc/>
    public int CompareTo(RbsVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    /// <summary>Older than.</summary>
    public static bool operator <(RbsVersion left, RbsVersion right) => left.CompareTo(right) < 0;

    /// <summary>Newer than.</summary>
    public static bool operator >(RbsVersion left, RbsVersion right) => left.CompareTo(right) > 0;

    /// <summary>Not newer than.</summary>
    public static bool operator <=(RbsVersion left, RbsVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Not older than.</summary>
    public static bool operator >=(RbsVersion left, RbsVersion right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Major}.{Minor}";
}

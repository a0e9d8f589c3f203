namespace Millpond.Rbs.Environments.Loading;

/// <summary>A version as RubyGems compares it: numbers by value, words (pre-releases) before any number, missing parts are
/// zero. Immutable.</summary>
internal sealed class GemVersion : IComparable<GemVersion>
{
    private readonly string[] _parts;

    private GemVersion(string text, string[] parts)
    {
        Text = text;
        _parts = parts;
    }

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>It has a word in it: 4.2.0.pre.1.</summary>
    public bool IsPrerelease => _parts.Any(part => !IsNumber(part));

    /// <summary>The version up to its first word.</summary>
    public GemVersion Release
    {
        get
        {
            string[] parts = [.. _parts.TakeWhile(IsNumber)];
            return parts.Length == _parts.Length ? this : new(string.Join('.', parts), parts);
        }
    }

    /// <summary>Reads a version.</summary>
    /// <returns>The version, or null where <paramref name="text"/> is none.</returns>
    public static GemVersion? Parse(string? text)
    {
        string trimmed = (text ?? "").Trim();
        string[] written = trimmed.Replace("-", ".pre.", StringComparison.Ordinal).Split('.');
        if (!IsNumber(written[0]) || written.Any(part => part.Length == 0 || !part.All(char.IsAsciiLetterOrDigit)))
            return null;
        return new(trimmed, [.. written.SelectMany(SplitWords)]);
    }

    /// <inheritdoc/>
    public int CompareTo(GemVersion? other)
    {
        if (other is null)
            return 1;
        for (int at = 0; at < Math.Max(_parts.Length, other._parts.Length); at++)
        {
            int difference = ComparePart(PartAt(at), other.PartAt(at));
            if (difference != 0)
                return difference;
        }
        return 0;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private string PartAt(int at) => at < _parts.Length ? _parts[at] : "0";

    private static int ComparePart(string left, string right) => (IsNumber(left), IsNumber(right)) switch
    {
        (true, true) => CompareNumbers(left.TrimStart('0'), right.TrimStart('0')),
        (false, false) => string.CompareOrdinal(left, right),
        (true, false) => 1,
        (false, true) => -1,
    };

    private static int CompareNumbers(string left, string right) =>
        left.Length != right.Length ? left.Length - right.Length : string.CompareOrdinal(left, right);

    // 1.0.rc2 is 1, 0, rc, 2.
    private static IEnumerable<string> SplitWords(string part)
    {
        int start = 0;
        for (int at = 1; at <= part.Length; at++)
        {
            if (at < part.Length && char.IsAsciiDigit(part[at]) == char.IsAsciiDigit(part[at - 1]))
                continue;
            yield return part[start..at];
            start = at;
        }
    }

    private static bool IsNumber(string part) => part.Length > 0 && part.All(char.IsAsciiDigit);
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Millpond.Slots.Growth;

/// <summary>Numbers as CRuby reads them from its environment; measured on 3.1 and 3.3, which agree.</summary>
internal static partial class RubyNumbers
{
    /// <summary>
    /// C's strtol of base 0 (hexadecimal, octal, a sign, blanks before it), k, m or g, and blanks. Too large a number
    /// becomes the largest.
    /// </summary>
    /// <returns>Null: not a number. <paramref name="overflows"/>: the suffix makes it too large.</returns>
    public static long? ParseSize(string text, out bool overflows)
    {
        overflows = false;
        Match match = Size().Match(text);
        if (!match.Success) return null;
        long number = ParseInteger(match.Groups["digits"].ValueSpan, match.Groups["sign"].ValueSpan is "-");
        long unit = match.Groups["unit"].ValueSpan switch
        {
            "k" or "K" => 1L << 10,
            "m" or "M" => 1L << 20,
            "g" or "G" => 1L << 30,
            _ => 1,
        };
        long most = long.MaxValue / unit;
        overflows = number > most || number < -most;
        return overflows ? number : number * unit;
    }

    /// <summary>Ruby's strtod: digits behind a point, hexadecimal too; no infinity, no blank behind it.</summary>
    /// <returns>Null: not a number. It may be infinite, when it has too large an exponent.</returns>
    public static double? ParseDouble(string text)
    {
        Match hexadecimal = HexadecimalDouble().Match(text);
        if (!hexadecimal.Success)
            return Double().IsMatch(text) ? double.Parse(text, CultureInfo.InvariantCulture) : null;
        double number = 0, place = 1;
        foreach (char digit in hexadecimal.Groups["whole"].ValueSpan) number = (number * 16) + Digit(digit);
        foreach (char digit in hexadecimal.Groups["part"].ValueSpan) number += Digit(digit) * (place /= 16);
        ReadOnlySpan<char> power = hexadecimal.Groups["power"].ValueSpan;
        if (power.Length > 0) number = Math.ScaleB(number, ParsePower(power));
        return hexadecimal.Groups["sign"].ValueSpan is "-" ? -number : number;
    }

    private static long ParseInteger(ReadOnlySpan<char> digits, bool isNegative)
    {
        UInt128 radix = 10, number = 0;
        if (digits is ['0', 'x' or 'X', ..])
        {
            radix = 16;
            digits = digits[2..];
        }
        else if (digits is ['0', ..]) radix = 8;
        foreach (char digit in digits)
        {
            number = (number * radix) + (UInt128)Digit(digit);
            if (number > (UInt128)long.MaxValue) return isNegative ? long.MinValue : long.MaxValue;
        }
        return isNegative ? -(long)number : (long)number;
    }

    // No double is above 2^1024, whatever the digits before the power are: a million is infinite.
    private static int ParsePower(ReadOnlySpan<char> power)
    {
        bool isNegative = power[0] == '-';
        int number = 0;
        foreach (char digit in power)
            if (char.IsAsciiDigit(digit)) number = Math.Min(1_000_000, (number * 10) + Digit(digit));
        return isNegative ? -number : number;
    }

    private static int Digit(char digit)
    {
        Invariant.Assert(char.IsAsciiHexDigit(digit));
        return char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
    }

    // Without digits C reads zero and stops before the blanks.
    [GeneratedRegex(
        @"\A(?:[ \t-\r]*(?<sign>[+-]?)(?<digits>0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*))?(?<unit>[kKmMgG]?)[ \t-\r]*\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Size();

    [GeneratedRegex(@"\A[ \t-\r]*[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\z")]
    private static partial Regex Double();

    [GeneratedRegex(
        @"\A[ \t-\r]*(?<sign>[+-]?)0[xX](?<whole>[0-9a-fA-F]+)"
        + @"(?:(?:\.(?<part>[0-9a-fA-F]+))?[pP](?<power>[+-]?[0-9]+))?\z")]
    private static partial Regex HexadecimalDouble();
}

using System.Globalization;

namespace Millpond.Slots.Growth;

/// <summary>
/// The one dial: what a MiB held for a second is worth, in microseconds of processor time. The same words and prices as
/// for large blocks (Millpond.Blocks), so that one setting serves both.
/// </summary>
public static class Thrift
{
    /// <summary>"fast": a GiB held is worth a hundredth of a core.</summary>
    public const double FastPrice = 10;

    /// <summary>"balanced", the default: a tenth of a core.</summary>
    public const double BalancedPrice = 100;

    /// <summary>"small": a whole core.</summary>
    public const double SmallPrice = 1000;

    /// <summary>The price of a word or a number above zero; null for anything else.</summary>
    public static double? TryParse(string text) => text switch
    {
        "fast" => FastPrice,
        "balanced" => BalancedPrice,
        "small" => SmallPrice,
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double price)
            && double.IsFinite(price) && price > 0 => price,
        _ => null,
    };
}

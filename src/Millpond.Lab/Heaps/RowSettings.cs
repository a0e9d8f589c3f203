using System.Globalization;
using Millpond.Slots.Growth;

namespace Millpond.Lab.Heaps;

/// <summary>The RUBY_GC_* settings of a row, whose values Ruby has accepted.</summary>
internal static class RowSettings
{
    private const string Prefix = "RUBY_GC_HEAP_", Suffix = "_INIT_SLOTS";
    private const int PoolsMax = 5;

    internal static GcSettings Of(IReadOnlyDictionary<string, string> variables) =>
        variables.Aggregate(GcSettings.Default, (settings, one) => With(settings, one.Key, one.Value));

    private static GcSettings With(GcSettings settings, string name, string value)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            || !double.IsFinite(number) || Math.Abs(number) > long.MaxValue / 2)
            throw new UserException($"{name}={value}: give a plain number, such as 100000 or 1.2");
        long whole = (long)number;
        if (PoolOf(name) is { } pool)
        {
            long[] slots = [.. Enumerable.Range(0, PoolsMax).Select(settings.InitSlotsOf)];
            slots[pool] = whole;
            return settings with { InitSlots = [.. slots] };
        }
        return name switch
        {
            "RUBY_GC_HEAP_FREE_SLOTS" => settings with { FreeSlots = whole },
            "RUBY_GC_HEAP_GROWTH_FACTOR" => settings with { GrowthFactor = number },
            "RUBY_GC_HEAP_GROWTH_MAX_SLOTS" => settings with { GrowthMaxSlots = whole },
            "RUBY_GC_HEAP_FREE_SLOTS_MIN_RATIO" => settings with { FreeSlotsMinRatio = number },
            "RUBY_GC_HEAP_FREE_SLOTS_GOAL_RATIO" => settings with { FreeSlotsGoalRatio = number },
            "RUBY_GC_HEAP_FREE_SLOTS_MAX_RATIO" => settings with { FreeSlotsMaxRatio = number },
            "RUBY_GC_HEAP_OLDOBJECT_LIMIT_FACTOR" => settings with { OldObjectLimitFactor = number },
            "RUBY_GC_MALLOC_LIMIT" => settings with { MallocLimitBytes = whole },
            "RUBY_GC_MALLOC_LIMIT_MAX" => settings with { MallocLimitBytesMax = whole },
            "RUBY_GC_MALLOC_LIMIT_GROWTH_FACTOR" => settings with { MallocLimitGrowth = number },
            "RUBY_GC_OLDMALLOC_LIMIT" => settings with { OldMallocLimitBytes = whole },
            "RUBY_GC_OLDMALLOC_LIMIT_MAX" => settings with { OldMallocLimitBytesMax = whole },
            "RUBY_GC_OLDMALLOC_LIMIT_GROWTH_FACTOR" => settings with { OldMallocLimitGrowth = number },
            _ => throw new UserException($"{name}: Millpond's heap does not know this setting; leave it out"),
        };
    }

    private static int? PoolOf(string name) =>
        name.Length == Prefix.Length + 1 + Suffix.Length
        && name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal)
        && name[Prefix.Length] - '0' is >= 0 and < PoolsMax and int pool
            ? pool
            : null;
}

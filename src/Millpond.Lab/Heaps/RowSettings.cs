using System.Globalization;
using Millpond.Slots.Growth;

namespace Millpond.Lab.Heaps;

internal static class RowSettings
{
    internal static GcSettings Of(IReadOnlyDictionary<string, string> env)
    {
        GcSettings s = GcSettings.Default;
        long[] init = [.. Enumerable.Repeat(GcSettings.DefaultInitSlots, 5)];
        foreach ((string name, string value) in env)
        {
            double number = double.Parse(value, CultureInfo.InvariantCulture);
            long whole = (long)number;
            if (name.StartsWith("RUBY_GC_HEAP_", StringComparison.Ordinal) && name.EndsWith("_INIT_SLOTS", StringComparison.Ordinal)
                && name.Length == "RUBY_GC_HEAP_0_INIT_SLOTS".Length)
            {
                init[name["RUBY_GC_HEAP_".Length] - '0'] = whole;
                s = s with { InitSlots = [.. init] };
                continue;
            }
            s = name switch
            {
                "RUBY_GC_HEAP_GROWTH_FACTOR" => s with { GrowthFactor = number },
                "RUBY_GC_HEAP_FREE_SLOTS_MIN_RATIO" => s with { FreeSlotsMinRatio = number },
                "RUBY_GC_HEAP_FREE_SLOTS_GOAL_RATIO" => s with { FreeSlotsGoalRatio = number },
                "RUBY_GC_HEAP_FREE_SLOTS_MAX_RATIO" => s with { FreeSlotsMaxRatio = number },
                "RUBY_GC_HEAP_OLDOBJECT_LIMIT_FACTOR" => s with { OldObjectLimitFactor = number },
                "RUBY_GC_MALLOC_LIMIT" => s with { MallocLimitBytes = whole },
                "RUBY_GC_MALLOC_LIMIT_MAX" => s with { MallocLimitBytesMax = whole },
                "RUBY_GC_OLDMALLOC_LIMIT" => s with { OldMallocLimitBytes = whole },
                "RUBY_GC_OLDMALLOC_LIMIT_MAX" => s with { OldMallocLimitBytesMax = whole },
                _ => throw new UserException($"{name}: Millpond's heap does not know this setting"),
            };
        }
        return s;
    }
}

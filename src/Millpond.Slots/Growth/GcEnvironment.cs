using System.Collections.Immutable;

namespace Millpond.Slots.Growth;

/// <summary>A variable that was not taken, and why.</summary>
/// <param name="Variable">Its name.</param>
/// <param name="Value">What it was set to.</param>
/// <param name="Advice">What is wrong, and what is allowed.</param>
public sealed record GcProblem(string Variable, string Value, string Advice)
{
    private const int ShownCharsMax = 60;

    /// <summary>One line, whatever the value holds.</summary>
    public override string ToString()
    {
        string shown = Value.Length > ShownCharsMax ? Value[..ShownCharsMax] + "…" : Value;
        return $"{Variable}='{string.Concat(shown.Select(static c => char.IsControl(c) ? '?' : c))}': {Advice}";
    }
}

/// <summary>
/// What <c>RUBY_GC_*</c> variables say, read as CRuby reads them. CRuby warns (with -W2 only) and keeps its default; so
/// does this, and <see cref="SettingsOrThrow"/> refuses instead. One thing differs: a number too large for a double,
/// which CRuby takes as infinite, is a problem here.
/// </summary>
/// <param name="Settings">What was taken; CRuby's defaults for the rest.</param>
/// <param name="Problems">What was not.</param>
public sealed record GcEnvironment(GcSettings Settings, ImmutableArray<GcProblem> Problems)
{
    private const string Prefix = "RUBY_GC_";
    private const string UnprotectedRatio = "HEAP_REMEMBERED_WB_UNPROTECTED_OBJECTS_LIMIT_RATIO";

    /// <summary>Reads variables.</summary>
    /// <param name="variables">Names and values; those that do not begin with RUBY_GC_ are passed over.</param>
    /// <param name="policy">Whose variables: <c>ruby31</c> and <c>ruby32</c> know RUBY_GC_HEAP_INIT_SLOTS, all others
    /// what CRuby 3.3 to 4.0 know.</param>
    /// <param name="pools">Pools of the heap, which later versions set one by one.</param>
    public static GcEnvironment Parse(
        IEnumerable<KeyValuePair<string, string>> variables, string policy = "ruby349", int pools = 5)
    {
        Guard.InRange(pools > 0, "give the number of pools", nameof(pools));
        var values = new Dictionary<string, string>();
        foreach ((string name, string value) in Guard.NotNull(variables))
        {
            bool isOurs = name.StartsWith(Prefix, StringComparison.Ordinal);
            if (isOurs && value.Length > 0) values[name[Prefix.Length..]] = value;
        }
        // CRuby 3.4's choice of a collector: not a setting of this one.
        values.Remove("LIBRARY");
        bool isBefore33 = Guard.NotNull(policy).ToUpperInvariant() is "RUBY31" or "RUBY32";
        return new Reader(values, isBefore33).Read(pools);
    }

    /// <summary>The settings, when there was no problem.</summary>
    /// <exception cref="ArgumentException">There was; the message has a line for each.</exception>
    public GcSettings SettingsOrThrow() =>
        Problems.IsEmpty ? Settings : throw new ArgumentException(string.Join('\n', Problems));

    private sealed class Reader(Dictionary<string, string> values, bool isBefore33)
    {
        private readonly ImmutableArray<GcProblem>.Builder _problems = ImmutableArray.CreateBuilder<GcProblem>();

        public GcEnvironment Read(int pools)
        {
            GcSettings known = GcSettings.Default;
            ImmutableArray<long> init = isBefore33 ? InitForAll(pools) : InitForEach(pools);
            // In CRuby's order: each ratio is measured against those before it.
            double least = Ratio("HEAP_FREE_SLOTS_MIN_RATIO", known.FreeSlotsMinRatio, 0, 1);
            double most = Ratio("HEAP_FREE_SLOTS_MAX_RATIO", known.FreeSlotsMaxRatio, least, 1);
            double goal = Ratio("HEAP_FREE_SLOTS_GOAL_RATIO", known.FreeSlotsGoalRatio, least, most, mayBeZero: true);
            var settings = new GcSettings
            {
                InitSlots = init,
                FreeSlots = Size("HEAP_FREE_SLOTS", known.FreeSlots),
                GrowthFactor = Factor("HEAP_GROWTH_FACTOR", known.GrowthFactor, 1),
                GrowthMaxSlots = Size("HEAP_GROWTH_MAX_SLOTS", known.GrowthMaxSlots),
                FreeSlotsMinRatio = least,
                FreeSlotsMaxRatio = most,
                FreeSlotsGoalRatio = goal,
                OldObjectLimitFactor =
                    Factor("HEAP_OLDOBJECT_LIMIT_FACTOR", known.OldObjectLimitFactor, 0, mayBeZero: true),
                UnprotectedLimitRatio = isBefore33 ? known.UnprotectedLimitRatio
                    : Factor(UnprotectedRatio, known.UnprotectedLimitRatio, 0, mayBeZero: true),
                MallocLimitBytes = Size("MALLOC_LIMIT", known.MallocLimitBytes),
                MallocLimitBytesMax = Size("MALLOC_LIMIT_MAX", known.MallocLimitBytesMax),
                MallocLimitGrowth = Factor("MALLOC_LIMIT_GROWTH_FACTOR", known.MallocLimitGrowth, 1),
                OldMallocLimitBytes = Size("OLDMALLOC_LIMIT", known.OldMallocLimitBytes),
                OldMallocLimitBytesMax = Size("OLDMALLOC_LIMIT_MAX", known.OldMallocLimitBytesMax),
                OldMallocLimitGrowth = Factor("OLDMALLOC_LIMIT_GROWTH_FACTOR", known.OldMallocLimitGrowth, 1),
            };
            string who = isBefore33 ? "CRuby 3.1 and 3.2" : "CRuby 3.3 to 4.0";
            foreach ((string name, string value) in values)
                _problems.Add(new(Prefix + name, value, $"{who} know no such variable; leave it out"));
            return new(settings, _problems.ToImmutable());
        }

        private ImmutableArray<long> InitForAll(int pools) =>
            values.ContainsKey("HEAP_INIT_SLOTS")
                ? [.. Enumerable.Repeat(Size("HEAP_INIT_SLOTS", GcSettings.DefaultInitSlots), pools)] : [];

        private ImmutableArray<long> InitForEach(int pools)
        {
            if (values.Remove("HEAP_INIT_SLOTS", out string? value))
                _problems.Add(new(
                    Prefix + "HEAP_INIT_SLOTS", value,
                    $"CRuby 3.3 and later ignore it; set {Prefix}HEAP_0_INIT_SLOTS and so on, a variable for each pool"));
            return
            [
                .. from pool in Enumerable.Range(0, pools)
                   select Size(FormattableString.Invariant($"HEAP_{pool}_INIT_SLOTS"), GcSettings.DefaultInitSlots),
            ];
        }

        private long Size(string name, long otherwise)
        {
            if (!values.Remove(name, out string? value)) return otherwise;
            long? number = RubyNumbers.ParseSize(value, out bool overflows);
            if (number > 0 && !overflows) return number.Value;
            string wrong = overflows ? "too large" : number is null ? "not a whole number" : "not above 0";
            _problems.Add(new(
                Prefix + name, value,
                $"{wrong}; give a whole number from 1 to {long.MaxValue}, or one with k, m or g for KiB, MiB, GiB"
                + $" (CRuby keeps {otherwise})"));
            return otherwise;
        }

        private double Ratio(string name, double otherwise, double above, double atMost, bool mayBeZero = false) =>
            Number(name, otherwise, above, atMost, mayBeZero);

        private double Factor(string name, double otherwise, double above, bool mayBeZero = false) =>
            Number(name, otherwise, above, double.MaxValue, mayBeZero);

        private double Number(string name, double otherwise, double above, double atMost, bool mayBeZero)
        {
            if (!values.Remove(name, out string? value)) return otherwise;
            double? number = RubyNumbers.ParseDouble(value);
            if ((mayBeZero && number == 0) || (number > above && number <= atMost)) return number.Value;
            string wrong = number is null ? "not a number" : number <= above ? "too small" : "too large";
            string allowed = FormattableString.Invariant($"above {above}")
                + (atMost == double.MaxValue ? "" : FormattableString.Invariant($" and at most {atMost}"))
                + (mayBeZero ? ", or 0" : "");
            _problems.Add(new(
                Prefix + name, value,
                FormattableString.Invariant($"{wrong}; give a number {allowed} (CRuby keeps {otherwise})")));
            return otherwise;
        }
    }
}

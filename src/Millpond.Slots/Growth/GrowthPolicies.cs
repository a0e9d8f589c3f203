namespace Millpond.Slots.Growth;

/// <summary>Every policy by the name users choose it by. Thread-safe.</summary>
public static class GrowthPolicies
{
    private static readonly (string Name, Func<GcSettings, double, GrowthPolicy> Make)[] s_all =
    [
        ("ruby31", static (settings, _) => new Ruby31Policy { Settings = settings }),
        ("ruby32", static (settings, _) => Ruby32Policy.Ruby32(settings)),
        ("ruby33", static (settings, _) => Ruby32Policy.Ruby33(settings)),
        ("ruby34", static (settings, _) => Ruby34Policy.Ruby34(settings)),
        ("ruby349", static (settings, _) => Ruby34Policy.Ruby349(settings)),
        ("ruby40", static (settings, _) => Ruby34Policy.Ruby40(settings)),
        ("ruby402", static (settings, _) => Ruby34Policy.Ruby402(settings)),
        ("fixed", static (settings, _) => new FixedPolicy(FixedPolicy.DefaultLimitBytes) { Settings = settings }),
        ("membalancer", static (settings, price) =>
            new MemBalancerPolicy(MemBalancerPolicy.DefaultC * price / Thrift.BalancedPrice) { Settings = settings }),
        ("millpond", static (settings, price) => new MillpondPolicy(price) { Settings = settings }),
    ];

    /// <summary>All names, oldest version first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_all.Select(static policy => policy.Name)];

    /// <summary>The policy called <paramref name="name"/>; capitals do not matter.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="settings">CRuby's settings, which only its versions heed; null: its defaults.</param>
    /// <param name="thrift">µs that a MiB held for a second is worth, for the policies that have a price; see
    /// <see cref="Thrift"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">No policy is called so; the message lists the names.</exception>
    public static GrowthPolicy ByName(string name, GcSettings? settings = null, double thrift = Thrift.BalancedPrice)
    {
        Guard.NotNull(name);
        settings ??= GcSettings.Default;
        Guard.InRange(thrift > 0 && double.IsFinite(thrift), "give a number above 0", nameof(thrift));
        foreach ((string each, Func<GcSettings, double, GrowthPolicy> make) in s_all)
            if (each.Equals(name, StringComparison.OrdinalIgnoreCase)) return make(settings, thrift);
        Throw.OutOfRange(nameof(name), $"there is no policy '{name}': give one of {string.Join(", ", Names)}");
        return null;
    }
}

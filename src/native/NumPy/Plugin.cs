using Millpond.Blocks;
using Millpond.Pages;

namespace Millpond.NumPy;

/// <summary>
/// The one cache of this process, and NumPy's four functions in front of it. Made once and never torn down: arrays may
/// be freed after <c>disable()</c>, from any thread, and while the interpreter is ending.
/// </summary>
internal static unsafe class Plugin
{
    // In the order of the C ABI.
    private static readonly string[] s_policies =
        ["off", "proposal", "victim", "decay", "millpond", "victim-first", "victim-best"];

    private static Config s_config;
    private static MemoryGauge? s_gauge;
    private static bool s_hugePages;

    /// <summary>Null until <see cref="Start"/> succeeded.</summary>
    internal static BlockCache? Cache { get; private set; }

    internal static long ThresholdBytes { get; private set; } = Handler.DefaultThresholdBytes;

    internal static Code Start(in Config config)
    {
        if (!IsSane(config)) return Code.BadSetting;
        var options = Options(config);
        if (Cache is null)
        {
            s_gauge = new MemoryGauge(MemoryLimit.Read());
            var cache = BlockCache.TryCreate(options with { Gauge = s_gauge }, out var refusal);
            if (cache is null) return CodeOf(refusal);
            Cache = cache;
        }
        else
        {
            Cache.Configure(options);
        }

        s_config = config;
        s_hugePages = options.HugePages != false && PageSource.System.HugePageBytes != 0;
        ThresholdBytes = config.ThresholdBytes < 0 ? Handler.DefaultThresholdBytes : config.ThresholdBytes;
        Handler.SetThreshold(ThresholdBytes);
        Background.Attach(Cache, config.Background != 0);
        return Code.Done;
    }

    internal static int Functions(void** originals, void** ours, bool wantMachineCode)
    {
        if (Cache is null) return (int)Code.NotStarted;
        if (!Handler.TrySetOriginals(originals)) return (int)Code.OtherFunctions;
        return Handler.Functions(Cache, ours, wantMachineCode) ? 1 : 0;
    }

    internal static void AfterForkInChild()
    {
        if (Cache is null) return;
        Cache.AfterForkInChild();
        Background.Attach(Cache, s_config.Background != 0);
    }

    internal static void Fill(ref Stats stats)
    {
        var now = Cache!.Counters();
        stats.LiveBytes = now.LiveBytes;
        stats.HotBytes = now.HotBytes;
        stats.WarmBytes = now.WarmBytes;
        stats.ColdBytes = now.ColdBytes;
        stats.LimitBytes = now.LimitBytes;
        stats.LostBytes = now.LostBytes;
        stats.LiveBlocks = now.LiveBlocks;
        stats.CachedBlocks = now.CachedBlocks;
        stats.Hits = now.Hits;
        stats.Misses = now.Misses;
        stats.RefaultsAvoided = now.RefaultsAvoided;
        stats.AdviceCalls = now.AdviceCalls;
        stats.PurgedBytes = now.PurgedBytes;
        stats.KernelNanoseconds = (long)now.KernelTime.TotalNanoseconds;
        stats.PeakCachedBytes = now.PeakCachedBytes;
        stats.Refused = now.Refused;
        stats.ForeignFrees = now.InvalidFrees;
        stats.ReservedBytes = now.ReservedBytes;
        stats.Policy = Array.IndexOf(s_policies, Cache.Policy.Name);
        stats.ThresholdBytes = ThresholdBytes;
        stats.HugePages = s_hugePages ? 1 : 0;
        stats.MachineCode = Handler.IsMachineCode ? 1 : 0;
        stats.Background = Background.IsRunning ? 1 : 0;
        stats.ThriftPrice = s_config.PriceMicrosecondsPerMebibyteSecond < 0
            ? Thrift.BalancedPrice
            : s_config.PriceMicrosecondsPerMebibyteSecond;
    }

    private static BlockCacheOptions Options(in Config config)
    {
        var options = new BlockCacheOptions
        {
            Policy = RetentionPolicy.Find(s_policies[config.Policy])!,
            LimitBytes = config.LimitBytes < 0 ? null : config.LimitBytes,
            HugePages = config.HugePages < 0 ? null : config.HugePages != 0,
        };
        if (config.PriceMicrosecondsPerMebibyteSecond >= 0)
        {
            options = options with { Price = config.PriceMicrosecondsPerMebibyteSecond };
        }

        return config.IdleMilliseconds < 0 ? options : options with { IdleMillisecondsMax = config.IdleMilliseconds };
    }

    private static bool IsSane(in Config config) =>
        config.Policy >= 0 && config.Policy < s_policies.Length
        && config.PriceMicrosecondsPerMebibyteSecond != 0 && !double.IsNaN(config.PriceMicrosecondsPerMebibyteSecond);

    private static Code CodeOf(CacheRefusal refusal) => refusal switch
    {
        CacheRefusal.NoLazyFree => Code.NoLazyFree,
        CacheRefusal.StrictOvercommit => Code.StrictOvercommit,
        _ => Code.NoAddresses,
    };
}

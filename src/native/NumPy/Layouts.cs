using System.Runtime.InteropServices;

namespace Millpond.NumPy;

/// <summary>struct millpond_config. Below zero means: the default.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Config
{
    internal long SizeBytes;
    internal long Policy;
    internal double PriceMicrosecondsPerMebibyteSecond;
    internal long LimitBytes;
    internal long ThresholdBytes;
    internal long HugePages;
    internal long IdleMilliseconds;
    internal long Background;
}

/// <summary>struct millpond_stats. The meanings are those of <see cref="Millpond.Blocks.BlockCacheStats"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Stats
{
    internal long SizeBytes;
    internal long LiveBytes;
    internal long HotBytes;
    internal long WarmBytes;
    internal long ColdBytes;
    internal long LimitBytes;
    internal long LostBytes;
    internal long LiveBlocks;
    internal long CachedBlocks;
    internal long Hits;
    internal long Misses;
    internal long RefaultsAvoided;
    internal long AdviceCalls;
    internal long PurgedBytes;
    internal long KernelNanoseconds;
    internal long PeakCachedBytes;
    internal long Refused;
    internal long ForeignFrees;
    internal long ReservedBytes;
    internal long Policy;
    internal long ThresholdBytes;
    internal long HugePages;
    internal long MachineCode;
    internal long Background;
    internal double ThriftPrice;
}

namespace Millpond.Lab.Doctor;

/// <summary>Somebody who looks at a process's memory from outside.</summary>
/// <param name="Name">Who.</param>
/// <param name="Measures">The number it looks at.</param>
/// <param name="CountsBytes">How much of a full warm cache is in that number.</param>
/// <param name="ActsAtBytes">Where it acts; null where it only shows.</param>
/// <param name="Decides">What it then does.</param>
/// <param name="WhatToSet">What to set so that warm memory is not held against the process.</param>
public sealed record Observer(
    string Name, string Measures, long CountsBytes, long? ActsAtBytes, string Decides, string WhatToSet);

/// <summary>What the observers are judged for.</summary>
/// <param name="MayHaveBytes">The memory the process may have.</param>
/// <param name="CacheBytes">The cache's cap: so much may be warm.</param>
/// <param name="CgroupKind">v1, v2 or none.</param>
/// <param name="AddressSpaceLimitBytes">RLIMIT_AS, or null.</param>
public sealed record ObservedMemory(
    long MayHaveBytes, long CacheBytes, string CgroupKind, long? AddressSpaceLimitBytes);

/// <summary>
/// What each known manager of memory sees of lazily freed pages. They stay in RSS, USS and PSS until the kernel takes
/// them, but sit on the cgroup's inactive_file list; so readers of RSS count them all, and readers of the working set
/// none.
/// </summary>
public static class Observers
{
    // joblib/loky, process_executor.py: _MAX_MEMORY_LEAK_SIZE, compared after a full collection.
    private const long LokyLeakBytes = 300_000_000;

    // dask/distributed, distributed.yaml: worker.memory.{spill, pause, terminate}.
    private const double DaskPause = 0.80;
    private const double DaskTerminate = 0.95;

    // ray, memory_usage_threshold.
    private const double RayThreshold = 0.95;

    /// <summary>All observers, judging a cache that is full and warm.</summary>
    public static IReadOnlyList<Observer> Judge(ObservedMemory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        long all = memory.CacheBytes;
        return
        [
            new("psutil, top, ps", "RSS", all, null, "shows it; does nothing",
                "read true_resident_bytes in millpond.stats(): RSS less what is lazily freed"),
            new("kubelet", "usage − inactive_file", 0, memory.MayHaveBytes,
                "evicts by it; at the limit the kernel takes warm pages before it kills",
                "alert on the working set, not on usage; it reads too low while reused pages are still on that list"),
            new("Dask worker", "RSS", all, Share(memory, DaskPause), "spills at 70 %, pauses at 80 %",
                "dask worker --preload millpond.dask: it trims before the worker is judged"),
            new("Dask nanny", "RSS", all, Share(memory, DaskTerminate), "ends the worker at 95 %",
                "the same preload; leave MALLOC_TRIM_THRESHOLD_ as Dask sets it"),
            Loky(memory),
            Ray(memory),
            Spark(memory),
        ];
    }

    private static Observer Loky(ObservedMemory memory) => new(
        "loky, joblib",
        "RSS grown since the start",
        memory.CacheBytes,
        LokyLeakBytes,
        "restarts a worker that grew by 300 MB",
        memory.CacheBytes >= LokyLeakBytes
            ? "--limit 200M, or MILLPOND_LIMIT=200M in the workers"
            : "nothing: the cache stays below it");

    private static Observer Ray(ObservedMemory memory) => new(
        "Ray",
        memory.CgroupKind == "v1" ? "rss + cache − inactive_file" : "memory.current (newer: − inactive_file)",
        memory.CgroupKind == "v1" ? 0 : memory.CacheBytes,
        Share(memory, RayThreshold),
        "ends the worker with the most private memory, warm pages included",
        "MILLPOND_LIMIT in runtime_env's env_vars, as a share of one worker's memory");

    private static Observer Spark(ObservedMemory memory) => new(
        "Spark",
        "address space (RLIMIT_AS)",
        memory.CacheBytes,
        memory.AddressSpaceLimitBytes,
        memory.AddressSpaceLimitBytes is null ? "nothing: no limit is set here" : "refuses memory, kept or not",
        "spark.executor.pyspark.memory sets it: leave room for the cache, or MILLPOND_LIMIT=0");

    private static long Share(ObservedMemory memory, double share) => (long)(memory.MayHaveBytes * share);
}

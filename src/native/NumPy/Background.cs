using System.Runtime.InteropServices;
using Millpond.Blocks;
using Millpond.Pages;

namespace Millpond.NumPy;

/// <summary>
/// A thread that gives memory back while the program is idle. Started by the first large free and asleep while nothing
/// is held. Nothing depends on it: where it cannot be had, and in the first moments of a forked child, frees do the work.
/// </summary>
internal static unsafe class Background
{
    private static readonly Action s_wake = Ring;

    private static BlockCache? s_cache;
    private static Alarm s_alarm;
    private static int s_running;

    internal static bool IsRunning => Volatile.Read(ref s_running) != 0;

    /// <summary>Has the cache call here when something is due. Again in a forked child, where the thread is not.</summary>
    internal static void Attach(BlockCache cache, bool wanted)
    {
        if (s_cache is null || cache.Wake is null)
        {
            s_alarm = Alarm.Create();
            Volatile.Write(ref s_running, 0);
        }

        s_cache = cache;
        cache.Wake = wanted && s_alarm.Exists ? s_wake : null;
    }

    private static void Ring()
    {
        if (Volatile.Read(ref s_running) == 0 && Interlocked.Exchange(ref s_running, 1) == 0)
        {
            if (NativeThread.TryStart(&Run, null)) return;
            // No thread to be had: from now on frees do the work.
            s_cache!.Wake = null;
            Volatile.Write(ref s_running, 0);
            return;
        }

        s_alarm.Ring();
    }

    [UnmanagedCallersOnly]
    private static void* Run(void* argument)
    {
        // Lets what was just freed be used again before it is looked at first.
        var wait = (int)MillpondPolicy.HotMillisecondsMin;
        while (true)
        {
            s_alarm.Sleep(wait);
            wait = s_cache!.Maintain();
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Millpond.NumPy;

/// <summary>
/// The C functions of libmillpond_numpy.so (docs/numpy.md lists them). No logic here: each calls
/// <see cref="Plugin"/>. Codes below zero are explained by <c>millpond_explain</c>.
/// </summary>
internal static unsafe class Exports
{
    [UnmanagedCallersOnly(EntryPoint = "millpond_start")]
    private static int Start(Config* config) =>
        config is null || config->SizeBytes != sizeof(Config) ? (int)Code.BadStruct : (int)Plugin.Start(*config);

    [UnmanagedCallersOnly(EntryPoint = "millpond_functions")]
    private static int Functions(void** originals, void** ours, int wantMachineCode) =>
        originals is null || ours is null ? (int)Code.BadStruct : Plugin.Functions(originals, ours, wantMachineCode != 0);

    [UnmanagedCallersOnly(EntryPoint = "millpond_trim")]
    private static long Trim(long keepBytes) => Plugin.Cache?.Trim(Math.Max(0, keepBytes)) ?? 0;

    [UnmanagedCallersOnly(EntryPoint = "millpond_trim_idle")]
    private static long TrimIdle(long idleMilliseconds) => Plugin.Cache?.TrimIdle(idleMilliseconds) ?? 0;

    [UnmanagedCallersOnly(EntryPoint = "millpond_get_stats")]
    private static int GetStats(Stats* stats)
    {
        if (stats is null || stats->SizeBytes != sizeof(Stats)) return (int)Code.BadStruct;
        if (Plugin.Cache is null) return (int)Code.NotStarted;
        Plugin.Fill(ref *stats);
        return (int)Code.Done;
    }

    [UnmanagedCallersOnly(EntryPoint = "millpond_verify")]
    private static int Verify(byte* message, int capacity)
    {
        if (Plugin.Cache is null) return (int)Code.NotStarted;
        try
        {
            Plugin.Cache.Verify();
            return (int)Code.Done;
        }
        catch (InvariantException broken)
        {
            // Sound: the caller says that message has room for capacity bytes.
            if (message is null || capacity < 1) return (int)Code.Broken;
            var text = new Span<byte>(message, capacity);
            text.Clear();
            Encoding.UTF8.TryGetBytes(broken.Message, text[..^1], out _);
            return (int)Code.Broken;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "millpond_before_fork")]
    private static void BeforeFork() => Plugin.Cache?.BeforeFork();

    [UnmanagedCallersOnly(EntryPoint = "millpond_after_fork_in_parent")]
    private static void AfterForkInParent() => Plugin.Cache?.AfterForkInParent();

    [UnmanagedCallersOnly(EntryPoint = "millpond_after_fork_in_child")]
    private static void AfterForkInChild() => Plugin.AfterForkInChild();

    [UnmanagedCallersOnly(EntryPoint = "millpond_explain")]
    private static byte* Explain(int code) =>
        // Sound: a UTF-8 literal lies in the library's read-only data and ends in a NUL that its length does not count.
        (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Codes.Explain((Code)code)));
}

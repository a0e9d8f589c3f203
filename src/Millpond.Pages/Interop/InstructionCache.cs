using System.Runtime.InteropServices;

namespace Millpond.Pages.Interop;

/// <summary>
/// On arm64 new code must be flushed from the data cache before it is fetched. libgcc's __clear_cache is not exported
/// by libc, but the membarrier call that the kernel offers for this (SYNC_CORE, 4.16+) is; x86-64 needs nothing.
/// </summary>
internal static unsafe class InstructionCache
{
    private const int SYS_membarrier = 283;
    private const int PRIVATE_EXPEDITED_SYNC_CORE = 1 << 5;
    private const int REGISTER_PRIVATE_EXPEDITED_SYNC_CORE = 1 << 6;

    internal static void Clear(byte* start, int bytes)
    {
        Invariant.Assert(bytes > 0);
        if (RuntimeInformation.ProcessArchitecture != Architecture.Arm64 || !OperatingSystem.IsLinux()) return;
        _ = start;
        // mprotect to executable has already cleaned the caches of a page not yet mapped executable (the kernel's
        // sync_icache_aliases); what is left is that other cores refetch.
        _ = Libc.syscall(SYS_membarrier, REGISTER_PRIVATE_EXPEDITED_SYNC_CORE, 0, 0, 0);
        _ = Libc.syscall(SYS_membarrier, PRIVATE_EXPEDITED_SYNC_CORE, 0, 0, 0);
    }
}

using System.Runtime.InteropServices;

namespace Millpond.Pages.Interop;

/// <summary>The memory calls of Windows, with its names.</summary>
internal static unsafe partial class Kernel32
{
    internal const uint MEM_COMMIT = 0x1000;
    internal const uint MEM_RESERVE = 0x2000;
    internal const uint MEM_DECOMMIT = 0x4000;
    internal const uint MEM_RELEASE = 0x8000;
    internal const uint MEM_RESET = 0x80000;
    internal const uint PAGE_NOACCESS = 1;
    internal const uint PAGE_READWRITE = 4;

    [LibraryImport("kernel32")]
    internal static partial byte* VirtualAlloc(byte* address, nuint size, uint type, uint protection);

    [LibraryImport("kernel32")]
    internal static partial int VirtualFree(byte* address, nuint size, uint type);
}

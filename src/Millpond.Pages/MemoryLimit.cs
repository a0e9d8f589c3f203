using System.Text;
using Millpond.Pages.Interop;

namespace Millpond.Pages;

/// <summary>How much memory this process may have, and who says so.</summary>
/// <param name="Bytes">The least of the control group's limit (v1 or v2, and its parents') and physical memory.</param>
/// <param name="Source">"cgroup v2", "cgroup v1" or "physical".</param>
/// <param name="UsagePath">File with the control group's present use in bytes; null without a limit.</param>
/// <param name="PhysicalBytes">Memory of the machine.</param>
public sealed record MemoryLimit(long Bytes, string Source, string? UsagePath, long PhysicalBytes)
{
    private const int RLIMIT_AS = 9;

    /// <summary>Reads the limits now: a few files. Allocates; keep the answer.</summary>
    public static MemoryLimit Read()
    {
        var physical = PhysicalMemoryBytes();
        if (!OperatingSystem.IsLinux()) return new MemoryLimit(physical, "physical", null, physical);
        var groups = Lines("/proc/self/cgroup");
        var mounts = Lines("/proc/self/mountinfo");
        return Find(groups, mounts, physical, Number) ?? new MemoryLimit(physical, "physical", null, physical);
    }

    /// <summary>Address space this process may take (RLIMIT_AS); long.MaxValue when unlimited.</summary>
    public static unsafe long AddressSpaceBytes()
    {
        if (OperatingSystem.IsWindows()) return long.MaxValue;
        Libc.ResourceLimit limit;
        var resource = OperatingSystem.IsMacOS() ? 5 : OperatingSystem.IsFreeBSD() ? 10 : RLIMIT_AS;
        if (Libc.getrlimit(resource, &limit) != 0) return long.MaxValue;
        return limit.Current > long.MaxValue ? long.MaxValue : (long)limit.Current;
    }

    /// <summary>Whether the kernel counts every writable mapping against a commit limit (overcommit_memory = 2).</summary>
    public static bool OvercommitIsStrict => SmallFile.ReadNumber("/proc/sys/vm/overcommit_memory\0"u8) == 2;

    /// <summary>Pure: the limit that these files state, or null when none is below <paramref name="physical"/>.</summary>
    internal static MemoryLimit? Find(string[] groups, string[] mounts, long physical, Func<string, long> number)
    {
        Invariant.Assert(physical > 0);
        MemoryLimit? least = null;
        foreach (var (path, root, v2) in Candidates(groups, mounts))
        {
            // A group's parents bind it too; their files are visible up to the mount's root.
            for (var folder = path; folder.Length >= root.Length; folder = folder[..folder.LastIndexOf('/')])
            {
                var limit = number(folder + (v2 ? "/memory.max" : "/memory.limit_in_bytes"));
                if (limit > 0 && limit < (least?.Bytes ?? physical))
                {
                    var usage = folder + (v2 ? "/memory.current" : "/memory.usage_in_bytes");
                    least = new MemoryLimit(limit, v2 ? "cgroup v2" : "cgroup v1", usage, physical);
                }

                if (folder.LastIndexOf('/') <= 0) break;
            }
        }

        return least;
    }

    // /proc/self/cgroup: "0::/path" is v2, "4:memory:/path" v1; mountinfo says where each hierarchy is to be seen.
    private static IEnumerable<(string Path, string Root, bool V2)> Candidates(string[] groups, string[] mounts)
    {
        foreach (var line in groups)
        {
            var fields = line.Split(':', 3);
            if (fields.Length != 3) continue;
            var v2 = fields[1].Length == 0;
            if (!v2 && !fields[1].Split(',').Contains("memory")) continue;
            foreach (var mount in mounts)
            {
                var halves = mount.Split(" - ", 2);
                var left = halves[0].Split(' ');
                var right = halves.Length == 2 ? halves[1].Split(' ') : [];
                if (left.Length < 5 || right.Length < 3) continue;
                var wanted = v2
                    ? right[0] == "cgroup2"
                    : right[0] == "cgroup" && right[2].Split(',').Contains("memory");
                if (!wanted) continue;
                yield return ((left[4] + Inside(fields[2], left[3])).TrimEnd('/'), left[4], v2);
            }
        }
    }

    // Inside a container the mount shows the group itself as its root.
    private static string Inside(string group, string root)
    {
        var isInside = root != "/" && group.StartsWith(root, StringComparison.Ordinal)
            && (group.Length == root.Length || group[root.Length] == '/');
        return isInside ? group[root.Length..] : group;
    }

    private static long PhysicalMemoryBytes()
    {
        Span<byte> buffer = stackalloc byte[512];
        var kilobytes = SmallFile.NumberAfter(buffer[..SmallFile.Read("/proc/meminfo\0"u8, buffer)], "MemTotal:"u8);
        return kilobytes > 0 ? kilobytes << 10 : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static long Number(string path) => SmallFile.ReadNumber(Encoding.ASCII.GetBytes(path + "\0"));
}

using Millpond.Pages.Processes;

namespace Millpond.Lab.Ruby;

/// <summary>A Ruby that is not here.</summary>
/// <param name="Name">What it would be called: <see cref="LiveRuby.Name"/>.</param>
/// <param name="HowToGet">One line: what is missing and what to do.</param>
public sealed record AbsentRuby(string Name, string HowToGet);

/// <summary>The Rubies that Millpond's heap can be compared with on this machine.</summary>
/// <param name="Found">Those that answer.</param>
/// <param name="Absent">The others.</param>
public sealed record RubiesHere(IReadOnlyList<LiveRuby> Found, IReadOnlyList<AbsentRuby> Absent);

/// <summary>
/// Finds this machine's own Ruby, that of the Debian trixie root (MILLPOND_TRIXIE, else the one setup/trixie made), and
/// those that run as WebAssembly in Node (MILLPOND_RUBY_WASM, else those setup/ruby-wasm installed).
/// </summary>
public static class RubyFinder
{
    private static readonly string[] s_wasmVersions = ["3.2", "3.3", "3.4", "4.0"];
    private static readonly RubyFolders s_folders = new(Environment.GetEnvironmentVariable);

    /// <summary>The names of all that are looked for.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["host", "trixie", .. s_wasmVersions.Select(version => "wasm-" + version)];

    /// <summary>Starts each once; a second or two each for those in Node.</summary>
    public static RubiesHere Find()
    {
        List<LiveRuby> found = [];
        List<AbsentRuby> absent = [];
        foreach (string name in Names)
        {
            try
            {
                found.Add(Find(name));
            }
            catch (UserException missing)
            {
                absent.Add(new(name, missing.Message));
            }
        }
        return new(found, absent);
    }

    /// <summary>One of <see cref="Names"/>.</summary>
    /// <exception cref="UserException">It is not here, and this is how to get it; or there is no such name.</exception>
    public static LiveRuby Find(string name)
    {
        (IReadOnlyList<string> command, string advice) = Guard.NotNull(name) switch
        {
            "host" => (["ruby", "--disable-gems", "-"], "no ruby on PATH: apt-get install ruby"),
            "trixie" => InTrixie(),
            _ when Names.Contains(name) => InNode(name["wasm-".Length..]),
            _ => throw new UserException($"no Ruby is called {name} here: choose from {string.Join(", ", Names)}"),
        };
        try
        {
            return LiveRuby.Meet(name, command, name == "trixie" ? s_folders.Trixie : null);
        }
        catch (ChildStartException)
        {
            throw new UserException($"{name}: {advice}", UserException.Failed);
        }
    }

    // Ruby reads only its own libraries, so the root needs no mounts; who is not root becomes it in a namespace.
    private static (IReadOnlyList<string> Command, string Advice) InTrixie()
    {
        string root = s_folders.Trixie
            ?? throw new UserException("trixie: no Debian trixie root: run setup/trixie", UserException.Failed);
        string[] enter = Environment.IsPrivilegedProcess ? ["chroot", root] : ["unshare", "-r", "-R", root];
        return ([.. enter, "ruby", "--disable-gems", "-"], $"no {enter[0]} on PATH: add /usr/sbin to it");
    }

    private static (IReadOnlyList<string> Command, string Advice) InNode(string version)
    {
        string folder = s_folders.Wasm(version)
            ?? throw new UserException(
                $"wasm-{version}: no WebAssembly Ruby {version}: run setup/ruby-wasm", UserException.Failed);
        string runner = Resources.Text("Ruby/wasm.mjs");
        return (["node", "--no-warnings", "--input-type=module", "--eval", runner, folder, version],
            "no node on PATH: install Node.js 20 or newer");
    }
}

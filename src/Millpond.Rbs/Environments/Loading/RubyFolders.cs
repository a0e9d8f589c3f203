using System.Diagnostics;

namespace Millpond.Rbs.Environments.Loading;

/// <summary>
/// Where RubyGems keeps gems on this machine: folders that hold <c>gems</c> and <c>specifications</c>. Ruby is not started
/// to know them; the folders are where Ruby, Debian, Homebrew and the version managers put them.
/// </summary>
public sealed class RubyFolders
{
    private readonly Func<string, string?> _variable;
    private readonly string _root;

    /// <summary>Places by variables.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="root">What stands for <c>/</c>.</param>
    public RubyFolders(Func<string, string?> variable, string root = "/")
    {
        _variable = variable;
        _root = root;
    }

    /// <summary>With the variables of this process.</summary>
    public static RubyFolders OfThisMachine { get; } = new(Environment.GetEnvironmentVariable);

    /// <summary>The newest rbs gem of the first place that has one: what GEM_HOME and GEM_PATH name, then what belongs to
    /// the Ruby on PATH, then all other places.</summary>
    public RbsGem? FindRbs()
    {
        foreach (IEnumerable<string> place in Places())
        {
            string? folder = Newest("rbs", place, folder => Directory.Exists(Path.Join(folder, "core")));
            if (folder is not null)
                return RbsGem.InFolder(Path.Join(folder, "core"));
        }
        string own = OwnFolder();
        if (Directory.Exists(Path.Join(own, "core")))
            return RbsGem.InFolder(Path.Join(own, "core"));
        return RubyOnPath() is { } ruby && AskRuby(ruby) is { } told ? RbsGem.InFolder(Path.Join(told, "core")) : null;
    }

    /// <summary>Where a user without Ruby puts a checkout of the rbs gem's repository.</summary>
    public string OwnFolder()
    {
        string data = _variable("XDG_DATA_HOME") is { Length: > 0 } set
            ? set
            : Path.Join(_variable("HOME") ?? _root, ".local", "share");
        return Path.Join(data, "millpond", "rbs");
    }

    /// <summary>The folder <c>sig</c> of an installed gem that brings one, or null.</summary>
    /// <param name="gem">The gem's name.</param>
    /// <param name="version">The version, or null for the newest.</param>
    /// <param name="homes">The folders that hold <c>gems</c>.</param>
    public static string? FindSignatures(string gem, string? version, IReadOnlyList<string> homes)
    {
        GemVersion? wanted = GemVersion.Parse(version);
        string? folder = Newest(gem, homes, folder => IsInstalled(folder)
            && (wanted is null || VersionIn(folder, gem)?.CompareTo(wanted) == 0));
        return folder is not null && Directory.Exists(Path.Join(folder, "sig")) ? Path.Join(folder, "sig") : null;
    }

    /// <summary>The folders that hold gems for the Ruby whose rbs gem is in use.</summary>
    public IReadOnlyList<string> HomesFor(RbsGem? rbs)
    {
        List<string> homes = [.. FromVariables()];
        if (rbs is not null && HomeOf(rbs.CoreFolder) is { } home)
        {
            homes.Add(home);
            // The same ABI version (3.1.0) in the other places of that Ruby.
            string abi = Path.GetFileName(home);
            homes.AddRange(Places().SelectMany(place => place).Where(place => Path.GetFileName(place) == abi));
        }
        return [.. homes.Distinct(StringComparer.Ordinal)];
    }

    private static string? HomeOf(string coreFolder)
    {
        string? gems = Path.GetDirectoryName(Path.GetDirectoryName(coreFolder));
        return gems is not null && Path.GetFileName(gems) == "gems" ? Path.GetDirectoryName(gems) : null;
    }

    private IEnumerable<IEnumerable<string>> Places()
    {
        yield return FromVariables();
        yield return FromPath();
        yield return Known();
    }

    private IEnumerable<string> FromVariables()
    {
        if (_variable("GEM_HOME") is { Length: > 0 } home)
            yield return home;
        foreach (string path in (_variable("GEM_PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return path;
    }

    private IEnumerable<string> FromPath() => Path.GetDirectoryName(Path.GetDirectoryName(RubyOnPath())) is { } prefix
        ? Versions(Path.Join(prefix, "lib", "ruby", "gems"))
        : [];

    private string? RubyOnPath() =>
        (from folder in (_variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
         from name in (string[])["ruby", "ruby.exe"]
         let path = Path.Join(folder, name)
         where File.Exists(path)
         select path).FirstOrDefault();

    // A Ruby that keeps its gems where nobody looked: it costs a fifth of a second, but it knows.
    private static string? AskRuby(string ruby)
    {
        ProcessStartInfo start = new(ruby, ["-e", "print Gem::Specification.find_by_name('rbs').gem_dir"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process? process = Process.Start(start);
            if (process is null)
                return null;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            string folder = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 && Directory.Exists(Path.Join(folder, "core")) ? folder : null;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return null; // it is no program after all
        }
    }

    private IEnumerable<string> Known()
    {
        string[] systems =
        [
            "usr/lib/ruby/gems", "usr/local/lib/ruby/gems", "var/lib/gems", "usr/share/rubygems-integration",
            "opt/homebrew/lib/ruby/gems", "home/linuxbrew/.linuxbrew/lib/ruby/gems",
        ];
        string[] installs = ["opt/rubies", "opt/homebrew/Cellar/ruby", "usr/local/Cellar/ruby"];
        IEnumerable<string> found = systems.SelectMany(path => Versions(Path.Join(_root, path)))
            .Concat(installs.SelectMany(path => Installed(Path.Join(_root, path))));
        if (_variable("HOME") is not { Length: > 0 } home)
            return found;
        string[] managers =
        [
            ".rbenv/versions", ".asdf/installs/ruby", ".rubies", ".rvm/rubies", ".local/share/mise/installs/ruby",
            ".local/share/rtx/installs/ruby",
        ];
        return found.Concat(managers.SelectMany(path => Installed(Path.Join(home, path))))
            .Concat(Versions(Path.Join(home, ".local/share/gem/ruby")))
            .Concat(Versions(Path.Join(home, ".gem/ruby")))
            .Concat(FolderEntry.FoldersIn(Path.Join(home, ".rvm/gems")));
    }

    // /usr/lib/ruby/gems/3.1.0
    private static IEnumerable<string> Versions(string folder) => FolderEntry.FoldersIn(folder);

    // ~/.rbenv/versions/3.1.7/lib/ruby/gems/3.1.0
    private static IEnumerable<string> Installed(string folder) =>
        FolderEntry.FoldersIn(folder).SelectMany(ruby => Versions(Path.Join(ruby, "lib", "ruby", "gems")));

    private static string? Newest(string gem, IEnumerable<string> homes, Func<string, bool> isWanted) =>
        (from home in homes
         from folder in FolderEntry.FoldersIn(Path.Join(home, "gems"))
         let version = VersionIn(folder, gem)
         where version is not null && isWanted(folder)
         orderby version descending
         select folder).FirstOrDefault();

    // A folder is named NAME-VERSION, or NAME-VERSION-PLATFORM.
    private static GemVersion? VersionIn(string folder, string gem)
    {
        string name = Path.GetFileName(folder);
        if (name.Length <= gem.Length + 1 || name[gem.Length] != '-' || !name.StartsWith(gem, StringComparison.Ordinal))
            return null;
        string rest = name[(gem.Length + 1)..];
        int platform = rest.IndexOf('-', StringComparison.Ordinal);
        return GemVersion.Parse(platform < 0 ? rest : rest[..platform]);
    }

    private static bool IsInstalled(string folder)
    {
        string home = Path.GetDirectoryName(Path.GetDirectoryName(folder))!;
        string file = Path.GetFileName(folder) + ".gemspec";
        return File.Exists(Path.Join(home, "specifications", file))
            || File.Exists(Path.Join(home, "specifications", "default", file));
    }
}

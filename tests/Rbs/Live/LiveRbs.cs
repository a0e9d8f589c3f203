using System.Text.Json;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Environments.Loading;

namespace Millpond.Rbs.Tests.Live;

/// <summary>An installed Ruby with its rbs gem, run to compare with; a test is skipped where there is none.</summary>
internal sealed class LiveRbs
{
    private readonly bool _isInTrixie;

    private LiveRbs(bool isInTrixie, RbsGem gem)
    {
        _isInTrixie = isInTrixie;
        Gem = gem;
    }

    /// <summary>The signatures of the gem, as this process sees them.</summary>
    public RbsGem Gem { get; }

    /// <summary>By name: <c>host</c> is this machine's Ruby, <c>trixie</c> that of the Debian trixie root.</summary>
    public static LiveRbs Of(string name)
    {
        bool isInTrixie = name == "trixie";
        string root = isInTrixie ? Require.Trixie() : "/";
        if (!isInTrixie)
            Require.Command("ruby", "ruby");
        string gems = Path.Join(root, "usr/lib/ruby/gems");
        string? folder = !Directory.Exists(gems) ? null : Directory.EnumerateDirectories(gems)
            .SelectMany(abi => Directory.EnumerateDirectories(Path.Join(abi, "gems"), "rbs-*"))
            .FirstOrDefault(gem => Directory.Exists(Path.Join(gem, "core")));
        Assert.SkipUnless(folder is not null, $"no rbs gem in {gems}: apt-get install ruby-rbs");
        return new(isInTrixie, RbsGem.InFolder(Path.Join(folder, "core")));
    }

    /// <summary>Runs a script of tests/Rbs/Live; what it prints.</summary>
    public async Task<CommandResult> RunAsync(string script, params string[] arguments)
    {
        string[] command = ["ruby", Path.Join(Repository.Root, "tests", "Rbs", "Live", script), .. arguments];
        return _isInTrixie
            ? await Repository.RunInTrixieAsync(command)
            : await Repository.RunAsync(command[0], command[1..]);
    }

    /// <summary>As <see cref="RunAsync"/>, one JSON value a line.</summary>
    public async Task<List<JsonElement>> RunForLinesAsync(string script, params string[] arguments)
    {
        CommandResult result = (await RunAsync(script, arguments)).Succeeded();
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)];
    }

    /// <summary>Core and all of stdlib, or core and some folders.</summary>
    public RbsEnvironment Load(params string[] folders) => new EnvironmentLoader(new LoaderOptions
    {
        Rbs = Gem,
        AllLibraries = folders.Length == 0,
        Folders = [.. folders],
    }).Load();
}

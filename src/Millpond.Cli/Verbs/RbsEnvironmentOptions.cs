using System.CommandLine;
using System.Globalization;
using Millpond.Lab;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Environments.Loading;
using Millpond.Rbs.Parsing;

namespace Millpond.Cli.Verbs;

/// <summary>What signatures to load: the options of all <c>millpond rbs</c> verbs that work on an environment. Their names
/// and meanings are those of <c>rbs</c> itself.</summary>
internal sealed class RbsEnvironmentOptions
{
    private const string ConfigName = "rbs_collection.yaml";
    private const int MostThreads = 256;

    // rbs 3 looks for the configuration of a collection in the folders above, too.
    private static readonly RbsVersion s_looksAbove = new(3, 0);

    private readonly Option<string[]> _libraries = Many("-r", "LIBRARY", "A library, with what it depends on; NAME or NAME:VERSION");
    private readonly Option<string[]> _folders = Many("-I", "DIR", "A folder of signatures");
    private readonly Option<bool> _noStdlib = new("--no-stdlib") { Description = "Without Ruby's own classes and the standard library" };
    private readonly Option<bool> _allLibraries = new("--all-libraries") { Description = "Every library of the standard library" };
    private readonly Option<string?> _core = CommonOptions.Text(
        "--core", "DIR", "Ruby's own classes: the folder core of an rbs gem (default: where Ruby is installed)");

    private readonly Option<string[]> _repositories = Many("--repo", "DIR", "Another repository to find libraries in");
    private readonly Option<string?> _collection = CommonOptions.Text(
        "--collection", "PATH", $"The configuration of a collection (default: {ConfigName})");

    private readonly Option<bool> _noCollection = new("--no-collection") { Description = "Without the collection" };
    private readonly Option<RbsVersion?> _version = LanguageVersion();
    private readonly Option<int?> _threads = CommonOptions.Count(
        "--threads", 1, MostThreads, "How many threads may work (default: one for each core)");

    private readonly Option<bool> _noCache = new("--no-cache") { Description = "Parse everything; read and write no cache" };

    internal void AddTo(Command command)
    {
        foreach (Option option in (Option[])[
            _libraries, _folders, _noStdlib, _allLibraries, _core, _repositories, _collection, _noCollection, _version,
            _threads, _noCache])
            command.Options.Add(option);
    }

    /// <summary>How many threads may work; 1 to <see cref="MostThreads"/>.</summary>
    internal int Threads(System.CommandLine.ParseResult parsed) =>
        parsed.GetValue(_threads) ?? Math.Min(Environment.ProcessorCount, MostThreads);

    /// <summary>The language that was asked for, if one was.</summary>
    internal RbsVersion? Version(System.CommandLine.ParseResult parsed) => parsed.GetValue(_version);

    /// <summary>What the options say to load.</summary>
    internal LoaderOptions Read(System.CommandLine.ParseResult parsed)
    {
        RbsGem? rbs = parsed.GetValue(_noStdlib) ? null : FindRbs(parsed.GetValue(_core));
        RbsVersion? version = parsed.GetValue(_version);
        string[] libraries = parsed.GetValue(_libraries) ?? [];
        bool wantsLibraries = libraries.Length > 0 || parsed.GetValue(_allLibraries);
        string? collection = Collection(parsed, version ?? rbs?.Language ?? RbsVersion.Latest);
        return new()
        {
            Rbs = rbs,
            Version = version,
            Libraries = [.. libraries.Select(LibraryRequest.Parse)],
            AllLibraries = parsed.GetValue(_allLibraries),
            Folders = [.. parsed.GetValue(_folders) ?? []],
            Repositories = [.. parsed.GetValue(_repositories) ?? []],
            Collection = collection,
            GemHomes = wantsLibraries || collection is not null ? [.. RubyFolders.OfThisMachine.HomesFor(rbs)] : [],
            Threads = Threads(parsed),
            CacheFolder = parsed.GetValue(_noCache) ? null : CacheFolder(),
        };
    }

    /// <summary>Finds what the options name, without reading a signature.</summary>
    internal EnvironmentLoader Loader(System.CommandLine.ParseResult parsed) => Loader(Read(parsed));

    private static EnvironmentLoader Loader(LoaderOptions options)
    {
        return Told(() =>
        {
            EnvironmentLoader loader = new(options);
            foreach (string warning in loader.Warnings)
                Streams.WriteLine(Streams.Error, $"millpond rbs: {warning}");
            return loader;
        });
    }

    /// <summary>Loads the environment; errors of the signatures are in its diagnostics.</summary>
    internal RbsEnvironment Load(System.CommandLine.ParseResult parsed)
    {
        EnvironmentLoader loader = Loader(parsed);
        return Told(loader.Load);
    }

    /// <summary>Loads the environment; where its signatures have errors, prints all of them and ends with null, as verbs
    /// cannot rely on what they would find.</summary>
    /// <param name="parsed">The options.</param>
    /// <param name="named">Files and folders that are loaded too, unless they already belong to what is loaded.</param>
    internal RbsEnvironment? LoadSound(System.CommandLine.ParseResult parsed, IEnumerable<string>? named = null)
    {
        LoaderOptions options = Read(parsed);
        IEnumerable<string> more = (named ?? []).Where(path => !IsLoaded(path, options));
        EnvironmentLoader loader = Loader(options with { Folders = options.Folders.AddRange(more) });
        RbsEnvironment environment = Told(loader.Load);
        if (environment.Diagnostics.IsEmpty)
            return environment;
        Streams.Write(Streams.Error, DiagnosticReport.Of(environment.Diagnostics, DiagnosticFormat.Text));
        return null;
    }

    private static bool IsLoaded(string path, LoaderOptions options) =>
        options.Folders.Any(folder => RbsPatterns.IsIn(path, folder))
        || (options.Rbs is { } rbs && (RbsPatterns.IsIn(path, rbs.CoreFolder)
            || (rbs.StdlibFolder is { } stdlib && RbsPatterns.IsIn(path, stdlib))));

    private static T Told<T>(Func<T> load)
    {
        try
        {
            return load();
        }
        catch (RbsLoadException error)
        {
            throw new UserException(error.Message);
        }
    }

    private static RbsGem FindRbs(string? core)
    {
        if (core is not null)
            return Told(() => RbsGem.InFolder(core));
        return RubyFolders.OfThisMachine.FindRbs() ?? throw new UserException(
            "no signatures of Ruby's own classes were found; get them with: "
            + $"git clone --depth 1 https://github.com/ruby/rbs {RubyFolders.OfThisMachine.OwnFolder()} "
            + "(or install Ruby, or give --core DIR or --no-stdlib)");
    }

    private string? Collection(System.CommandLine.ParseResult parsed, RbsVersion version)
    {
        if (parsed.GetValue(_noCollection))
            return null;
        return parsed.GetValue(_collection)
            ?? CollectionLock.FindConfig(Environment.CurrentDirectory, looksAbove: version >= s_looksAbove);
    }

    private static string? CacheFolder()
    {
        string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (!Path.IsPathRooted(cache))
            cache = Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? Path.Join(home, ".cache") : null;
        return cache is null ? null : Path.Join(cache, "millpond", "rbs");
    }

    private static Option<string[]> Many(string name, string value, string description) => new(name)
    {
        HelpName = value,
        Description = description + "; may be repeated",
        AllowMultipleArgumentsPerToken = false,
    };

    private static Option<RbsVersion?> LanguageVersion() => new("--rbs-version")
    {
        HelpName = "VERSION",
        Description = string.Create(
            CultureInfo.InvariantCulture,
            $"The language, {RbsVersion.Oldest} to {RbsVersion.Latest} (default: that of the rbs gem found)"),
        CustomParser = result =>
        {
            string text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (RbsVersion.TryParse(text, out RbsVersion version))
                return version;
            result.AddError($"--rbs-version {text}: give one from {RbsVersion.Oldest} to {RbsVersion.Latest}, such as 3.4");
            return null;
        },
    };
}

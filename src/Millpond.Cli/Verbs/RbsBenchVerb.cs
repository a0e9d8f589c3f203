using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Millpond.Lab;
using Millpond.Rbs.Benchmarks;
using Millpond.Rbs.Environments.Loading;

namespace Millpond.Cli.Verbs;

/// <summary>Runs the rbs gem's benchmarks.</summary>
internal sealed class RbsBenchVerb : Verb
{
    private const int DefaultSeconds = 5;
    private const double Mebibyte = 1 << 20;
    private const string Rails = "new_rails_env";

    private static readonly string[] s_names = ["new_env", "all_env", "parse", "parse_declarations", Rails];

    private readonly RbsEnvironmentOptions _environment = new();
    private readonly Argument<string[]> _work = new("WORK")
    {
        Description = "new_env: core; all_env: core and every library, load and resolve; parse: the files of all_env "
            + "in memory; parse_declarations: the same without comments; new_rails_env DIR…: a folder with "
            + "rbs_collection.lock.yaml, or of signatures (default: new_env)",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _noSharing = new("--no-sharing")
    {
        Description = "Every empty list and map is an own object, as it was in the rbs gem before",
    };

    private readonly Option<int?> _seconds = CommonOptions.Count(
        "--seconds", 1, 3600, $"How long to measure each (default: {DefaultSeconds})");

    private readonly Option<bool> _json = CommonOptions.Json();

    internal RbsBenchVerb(CommandLine line)
        : base(
            "bench",
            "Measure loading and parsing as the rbs gem's own benchmark does: iterations/s, bytes",
            "millpond rbs bench [WORK…] [--no-sharing] [--seconds N] [--json] [options]",
            "millpond rbs bench new_env --seconds 2",
            "millpond rbs bench new_env new_rails_env app --no-sharing --json")
    {
        Arguments.Add(_work);
        foreach (Option option in (Option[])[_noSharing, _seconds, _json])
            Options.Add(option);
        _environment.AddTo(this);
        SetAction(parsed => Run(parsed, line.Command));
    }

    private int Run(System.CommandLine.ParseResult parsed, IReadOnlyList<string>? command)
    {
        NoCommand.Expect(command);
        LoaderOptions options = _environment.Read(parsed) with
        {
            CacheFolder = null,
            ShareEmpty = !parsed.GetValue(_noSharing),
            // As the gem has: only who asks for more threads measures them.
            Threads = parsed.GetResult("--threads") is null ? 1 : _environment.Threads(parsed),
        };
        TimeSpan time = TimeSpan.FromSeconds(parsed.GetValue(_seconds) ?? DefaultSeconds);
        List<BenchmarkResult> results = [];
        foreach ((string name, Func<Workload> make) in Works(parsed.GetValue(_work) ?? [], options))
        {
            Workload work = Told(make);
            results.Add(Benchmark.Measure(name, work.Source, work.Iterate, time));
            if (!parsed.GetValue(_json))
                Streams.Write(Streams.Output, results.Count == 1 ? Heading + Row(results[^1]) : Row(results[^1]));
        }
        if (parsed.GetValue(_json))
            RbsJson.Print(json => Write(json, results, options));
        return 0;
    }

    private static string Heading { get; } = Line("work", "iterations/s", "±", "MB/s", "allocated", "retained");

    private static IEnumerable<(string Name, Func<Workload> Make)> Works(string[] words, LoaderOptions options)
    {
        if (words.Length == 0)
            words = [s_names[0]];
        LoaderOptions all = options with { AllLibraries = true };
        for (int at = 0; at < words.Length; at++)
        {
            string word = words[at];
            if (word == Rails)
            {
                int first = at + 1;
                while (at + 1 < words.Length && !s_names.Contains(words[at + 1]))
                    at++;
                if (at < first)
                    throw new UserException($"{Rails}: name a folder with rbs_collection.lock.yaml, or of signatures");
                LoaderOptions rails = WithFolders(options, words.AsSpan(first..(at + 1)));
                yield return (word, () => Workload.Environment(rails));
                continue;
            }
            yield return (word, word switch
            {
                "new_env" => () => Workload.Environment(options),
                "all_env" => () => Workload.Environment(all),
                "parse" => () => Workload.Parse(all, withComments: true),
                "parse_declarations" => () => Workload.Parse(all, withComments: false),
                _ => throw new UserException($"{word}: give {string.Join(", ", s_names[..^1])} or {Rails} DIR…"),
            });
        }
    }

    private static LoaderOptions WithFolders(LoaderOptions options, ReadOnlySpan<string> folders)
    {
        foreach (string folder in folders)
        {
            if (!Directory.Exists(folder))
                throw new UserException($"{folder}: no such folder");
            string config = Path.Join(folder, "rbs_collection.yaml");
            options = File.Exists(Path.ChangeExtension(config, ".lock.yaml"))
                ? options with { Collection = config, GemHomes = [.. RubyFolders.OfThisMachine.HomesFor(options.Rbs)] }
                : options with { Folders = options.Folders.Add(folder) };
        }
        return options;
    }

    private static Workload Told(Func<Workload> make)
    {
        try
        {
            return make();
        }
        catch (RbsLoadException error)
        {
            throw new UserException(error.Message);
        }
    }

    private static string Row(BenchmarkResult result) => Line(
        result.Name, Text(result.IterationsPerSecond, "N3"), Text(result.DeviationPercent, "N1") + " %",
        Text(result.MegabytesPerSecond, "N1"), Text(result.AllocatedBytes / Mebibyte, "N2") + " MiB",
        Text(result.RetainedBytes / Mebibyte, "N2") + " MiB");

    private static string Line(string name, params string[] numbers)
    {
        StringBuilder line = new(name.PadRight(18));
        foreach (string number in numbers)
            line.Append(number.PadLeft(14));
        return line.Append('\n').ToString();
    }

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter json, List<BenchmarkResult> results, LoaderOptions options)
    {
        json.WriteStartObject();
        json.WriteString("version", options.EffectiveVersion.ToString());
        json.WriteBoolean("sharing", options.ShareEmpty);
        json.WriteNumber("threads", options.Threads);
        json.WriteStartArray("results");
        foreach (BenchmarkResult result in results)
        {
            json.WriteStartObject();
            json.WriteString("name", result.Name);
            json.WriteNumber("iterations", result.Seconds.Length);
            json.WriteNumber("iterationsPerSecond", result.IterationsPerSecond);
            json.WriteNumber("deviationPercent", result.DeviationPercent);
            json.WriteNumber("medianSeconds", result.MedianSeconds);
            json.WriteNumber("processorSeconds", result.ProcessorSeconds);
            json.WriteNumber("allocatedBytes", result.AllocatedBytes);
            json.WriteNumber("retainedBytes", result.RetainedBytes);
            json.WriteNumber("files", result.Source.Files);
            json.WriteNumber("sourceBytes", result.Source.Bytes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}

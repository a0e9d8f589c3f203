using System.Text;
using Millpond.Lab.Launching;
using Millpond.Pages.Processes;

namespace Millpond.Lab.Ruby;

/// <summary>A Ruby that can be run here. Immutable; runs may go on side by side.</summary>
public sealed class LiveRuby
{
    /// <summary>A row takes seconds; WebAssembly on a busy machine a minute.</summary>
    private static readonly TimeSpan s_usualTimeout = TimeSpan.FromMinutes(10);

    private const string Answer = "=> ";

    private readonly IReadOnlyList<string> _command;

    private readonly string? _root;

    private LiveRuby(string name, string version, string platform, IReadOnlyList<string> command, string? root) =>
        (Name, Version, Platform, _command, _root) = (name, version, platform, command, root);

    /// <summary>What it is called here: <c>host</c>, <c>trixie</c>, <c>wasm-3.4</c>.</summary>
    public string Name { get; }

    /// <summary>Its version, such as 3.3.8.</summary>
    public string Version { get; }

    /// <summary>Its platform, such as <c>x86_64-linux-gnu</c>.</summary>
    public string Platform { get; }

    /// <summary>Starts <paramref name="command"/>, which runs what it reads, and asks what Ruby it is.</summary>
    /// <exception cref="UserException">It is none.</exception>
    /// <exception cref="ChildStartException">There is no such command.</exception>
    internal static LiveRuby Meet(string name, IReadOnlyList<string> command, string? root = null)
    {
        LiveRuby unknown = new(name, "", "", command, root);
        string line = unknown.Ask(
            """$stdout.puts "ruby #{RUBY_VERSION} #{RUBY_PLATFORM}"; $stdout.flush""",
            said => said.StartsWith("ruby ", StringComparison.Ordinal), [], s_usualTimeout);
        return line.Split(' ') is [_, var version, var platform]
            ? new(name, version, platform, command, root)
            : throw new UserException($"{name}: not a Ruby: it says {line}", UserException.Failed);
    }

    /// <summary>
    /// Runs a program under <paramref name="settings"/> and no other RUBY_* variable of this process. Costs seconds of
    /// one core.
    /// </summary>
    /// <param name="program">One of <see cref="RubyPrograms.Names"/>.</param>
    /// <param name="settings">RUBY_GC_* variables; null for none.</param>
    /// <param name="timeout">After it the Ruby is killed; null for ten minutes.</param>
    /// <exception cref="UserException">
    /// There is no such program, a setting is none of the collector's, or the Ruby said nothing.
    /// </exception>
    public LiveRow Run(
        string program, IReadOnlyDictionary<string, string>? settings = null, TimeSpan? timeout = null)
    {
        settings ??= new Dictionary<string, string>();
        if (settings.Keys.FirstOrDefault(IsForeign) is { } foreign)
            throw new UserException($"{foreign} is not a setting of Ruby's collector: those begin with RUBY_GC_");
        string row = Ask(
            RubyPrograms.Script(program), line => line.StartsWith('{'), settings, timeout ?? s_usualTimeout);
        return LiveRow.Parse(row, $"{Name}: {program}");
    }

    /// <summary>What this Ruby calls a file of the machine: in a root of its own it sees nothing outside.</summary>
    /// <exception cref="UserException">It does not see the file.</exception>
    internal string PathInside(string path)
    {
        if (_root is null)
            return path;
        string inside = Path.GetRelativePath(_root, path);
        return inside.StartsWith("..", StringComparison.Ordinal)
            ? throw new UserException($"{Name}: it sees only files below {_root}", UserException.Failed)
            : "/" + inside;
    }

    /// <summary>Runs a script of one's own and gives what it printed behind <c>=&gt; </c>, its answer.</summary>
    /// <exception cref="UserException">It printed no such line.</exception>
    public string Evaluate(string script) => Ask(
        Guard.NotNull(script), line => line.StartsWith(Answer, StringComparison.Ordinal), [], s_usualTimeout)[Answer.Length..];

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: Ruby {Version} ({Platform})";

    private static bool IsForeign(string name) => !name.StartsWith("RUBY_GC_", StringComparison.Ordinal);

    // An answer counts whatever came after it: Node may yet crash when it has printed all.
    private string Ask(
        string script,
        Predicate<string> isAnswer,
        IEnumerable<KeyValuePair<string, string>> settings,
        TimeSpan timeout)
    {
        using ScratchFile complaints = new();
        using ChildProcess child = ChildProcess.Start(new()
        {
            Arguments = _command,
            Environment = Surroundings(settings),
            Input = ChildStream.Pipe,
            Output = ChildStream.Pipe,
            Error = ChildStream.File(complaints.Path),
        });
        bool late = false;
        using ITimer alarm = TimeProvider.System.CreateTimer(
            _ =>
            {
                Volatile.Write(ref late, true);
                child.Signal(Signals.Kill);
            },
            null, timeout, Timeout.InfiniteTimeSpan);
        Tell(child, script);
        using StreamReader reader = new(child.Output!, Encoding.UTF8);
        string output = reader.ReadToEnd();
        ExitStatus status = child.Wait().Status;
        return output.Split('\n').FirstOrDefault(line => isAnswer(line))
            ?? throw Silence(Volatile.Read(ref late) ? timeout : null, status, complaints.Tail());
    }

    private static EnvironmentBlock Surroundings(IEnumerable<KeyValuePair<string, string>> settings)
    {
        EnvironmentBlock environment = EnvironmentBlock.OfThisProcess().Copy();
        environment.RemoveWhere(name => name.StartsWith("RUBY", StringComparison.Ordinal));
        foreach ((string name, string value) in settings)
            environment.Set(name, value);
        return environment;
    }

    private static void Tell(ChildProcess child, string script)
    {
        try
        {
            child.Input!.Write(Encoding.UTF8.GetBytes(script));
        }
        catch (IOException)
        {
            // It has ended before it read: its silence is explained where its answer is looked for.
        }
        child.Input!.Dispose();
    }

    private UserException Silence(TimeSpan? timeout, ExitStatus status, string complaints) => new(
        timeout is { } limit
            ? $"{Name}: no answer within {limit.TotalSeconds:0} s; give it more time, or a less busy machine"
            : $"{Name}: it ended with {status} and no answer: {Reason(complaints)}",
        UserException.Failed);

    // Ruby says what is wrong first and where after that; others at the end.
    private static string Reason(string text)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.FirstOrDefault(line => line.Contains("Error", StringComparison.Ordinal))
            ?? lines.LastOrDefault() ?? "it did not say why; run it by hand";
    }
}

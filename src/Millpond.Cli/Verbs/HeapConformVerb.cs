using System.CommandLine;
using System.Text.Json;
using Millpond.Cli.Rendering;
using Millpond.Lab;
using Millpond.Lab.Heaps;
using Millpond.Lab.Ruby;

namespace Millpond.Cli.Verbs;

/// <summary>Runs the heap programs on Millpond's heap and lays the collections beside real Ruby's.</summary>
internal sealed class HeapConformVerb : Verb
{
    private readonly Argument<string?> _golden = new("GOLDEN") { Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _version = CommonOptions.Text(
        "--version", "V", "Only rows of this Ruby: 3.3 or 3.3.5");

    private readonly Option<string?> _program = CommonOptions.Text("--program", "P", "Only rows of this program");
    private readonly Option<bool> _live = new("--live")
    {
        Description = "Run the programs on the Rubies of this machine instead of reading rows",
    };

    private readonly Option<bool> _json = CommonOptions.Json();

    internal HeapConformVerb(CommandLine line)
        : base(
            "conform",
            "Lay the collections of eleven programs on real Ruby beside those on Millpond's heap",
            "millpond heap conform [--version V] [--program P] [--json] GOLDEN  or  millpond heap conform --live …",
            "millpond heap conform tests/Slots/Data/live-rubies.jsonl.gz",
            "millpond heap conform --version 3.4 --program window golden.jsonl",
            "millpond heap conform --live --version 3.3")
    {
        Arguments.Add(_golden);
        foreach (Option option in (Option[])[_version, _program, _live, _json])
            Options.Add(option);
        SetAction(parsed => Run(parsed, line.Command));
    }

    private int Run(ParseResult parsed, IReadOnlyList<string>? command)
    {
        NoCommand.Expect(command);
        string? golden = parsed.GetValue(_golden), version = parsed.GetValue(_version), program = parsed.GetValue(_program);
        if (program is not null)
            RubyPrograms.Source(program);
        if (parsed.GetValue(_live) == golden is not null)
            throw new UserException("give a file of rows, or --live to run the Rubies of this machine");
        ConformResult result;
        using (ProgressLine progress = new("heap conform"))
            result = golden is null ? Live(version, program, progress) : Recorded(golden, version, program, progress);
        if (parsed.GetValue(_json))
            Streams.WriteLine(Streams.Output, JsonSerializer.Serialize(result, LabJson.Default.ConformResult));
        else
            ConformTable.Write(result);
        return 0;
    }

    private static ConformResult Recorded(string path, string? version, string? program, ProgressLine progress)
    {
        LiveRow[] rows = [.. RowFile.Read(path)
            .Where(row => IsOf(row.Ruby, version) && (program is null || row.Program == program))];
        if (rows.Length == 0)
            throw new UserException($"{path}: no row of that Ruby and program; leave out --version or --program");
        return Conformance.Run(rows, done => progress.Show($"{done} of {rows.Length}", (double)done / rows.Length));
    }

    private static ConformResult Live(string? version, string? program, ProgressLine progress)
    {
        RubiesHere here = RubyFinder.Find();
        LiveRuby[] rubies = [.. here.Found.Where(ruby => IsOf(ruby.Version, version))];
        if (rubies.Length == 0)
            throw new UserException(
                here.Absent.Count > 0 && here.Found.Count == 0
                    ? here.Absent[0].HowToGet
                    : $"no Ruby {version} here; there are {string.Join(", ", here.Found.Select(ruby => ruby.Version))}",
                UserException.Failed);
        IReadOnlyList<string> programs = program is null ? RubyPrograms.Names : [program];
        int runs = rubies.Length * programs.Count;
        return Conformance.RunLive(
            rubies, programs, done => progress.Show($"{done} of {runs} runs", (double)done / runs));
    }

    private static bool IsOf(string ruby, string? version) =>
        version is null || ruby == version || ruby.StartsWith(version + ".", StringComparison.Ordinal);
}

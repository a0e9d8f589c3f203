namespace Millpond.Cli.Tests.Verbs;

/// <summary>
/// Bad input: one line on standard error that says what is wrong and what to do, nothing else, exit code 2.
/// </summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("rnu -- true", "give one of run, compare")]
    [InlineData("run", "put the command after --")]
    [InlineData("run --", "put the command after --")]
    [InlineData("run true", "put -- before the command, as in millpond run -- true")]
    [InlineData("run --thrift slow -- true", "give fast, balanced, small")]
    [InlineData("run --thrift", "see millpond run --help")]
    [InlineData("run --limit lots -- true", "give bytes")]
    [InlineData("run --policy best -- true", "give one of")]
    [InlineData("run --threshold 5% -- true", "give bytes")]
    [InlineData("run --nonsense -- true", "see millpond run --help")]
    [InlineData("run @file -- true", "see millpond run --help")]
    [InlineData("compare", "put a command after --")]
    [InlineData("compare -n 0 -- true", "give a whole number from 1 to 1000")]
    [InlineData("compare --warmup x -- true", "give a whole number from 0 to 1000")]
    [InlineData("compare --env X -- true", "give NAME=VALUE")]
    [InlineData("compare --rival tcmalloc -- true", "give glibc, jemalloc or mimalloc")]
    [InlineData("compare --snippet 1 -- true", "not both")]
    [InlineData("compare --setup 1 -- true", "--setup belongs to a --snippet")]
    [InlineData("compare --snippet 1 --python /no/such", "check the path")]
    [InlineData("compare --snippet 1 --python /bin/true", "name a python3")]
    [InlineData("doctor -- true", "takes no command")]
    [InlineData("lab extra", "see millpond lab --help")]
    [InlineData("lab --out /proc/none", "give a folder that can be written")]
    [InlineData("pack -- x", "takes no command")]
    [InlineData("rbs parse", "name .rbs files")]
    [InlineData("rbs parse /no/such", "give .rbs files, or folders")]
    [InlineData("rbs parse --type --method-type -e A", "leave out --type or --method-type")]
    [InlineData("rbs parse --format xml -e A", "give text, json, sarif or github")]
    [InlineData("rbs parse --rbs-version 1.0 -e A", "give one from 2.7 to 4.2")]
    [InlineData("rbs parse --nonsense", "there is no option --nonsense; see --help")]
    [InlineData("rbs ast --no-stdlib --nonsense", "there is no option --nonsense; see --help")]
    [InlineData("rbs ast --lines", "name .rbs files")]
    [InlineData("rbs conform", "see millpond rbs conform --help")]
    [InlineData("rbs conform /no/such.jsonl", "give a file of recorded cases")]
    [InlineData("rbs conform /etc/passwd", "line 1 is no recorded case")]
    [InlineData("rbs nonsense", "see millpond rbs --help")]
    [InlineData("rbs format", "name .rbs files")]
    [InlineData("rbs format --stdin a.rbs", "leave out a.rbs")]
    [InlineData("rbs diff --no-stdlib", "say what to compare with --type-name")]
    [InlineData("rbs diff --no-stdlib --type-name A --format x", "give diff or markdown")]
    [InlineData("rbs diff --no-stdlib --type-name A --after /no/such", "no such folder")]
    [InlineData("rbs subtract", "name what to take from")]
    [InlineData("rbs subtract one.rbs", "name what to take from")]
    [InlineData("rbs lsp --rbs-version 9.9", "give one from 2.7")]
    [InlineData("-- true", "give a verb before --")]
    public void Bad_input_gets_one_line_and_exit_code_2(string arguments, string whatToDo)
    {
        Ended ended = BuiltCommand.Run(arguments.Split(' '));
        Assert.Equal((2, ""), (ended.Code, ended.Output));
        Assert.Matches(@"\Amillpond.*\n\z", ended.Error);
        Assert.Contains(whatToDo, ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compare --snippet (", "snippet, line 1: ")]
    [InlineData("compare --snippet a", "snippet: NameError: name 'a' is not defined")]
    [InlineData("compare --setup 1/0 --snippet 1", "ZeroDivisionError")]
    public void A_wrong_snippet_gets_one_line(string arguments, string whatIsWrong)
    {
        Ended ended = BuiltCommand.Run(arguments.Split(' '));
        Assert.Equal((2, ""), (ended.Code, ended.Output));
        Assert.Matches(@"\Amillpond compare: .*\n\z", ended.Error);
        Assert.Contains(whatIsWrong, ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_plugin_says_how_to_build_it()
    {
        using TemporaryFolder empty = new();
        Ended ended = BuiltCommand.RunIn(empty.Path, new Dictionary<string, string?>(), ["run", "--", "true"]);
        Assert.Equal(1, ended.Code);
        Assert.Matches(@"\Amillpond run: .*build it.*\n\z", ended.Error);
    }
}

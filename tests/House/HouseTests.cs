using Millpond.House.Tests.Rules;
using Millpond.House.Tests.Tree;

namespace Millpond.House.Tests;

/// <summary>The rules of the house, each read off the repository itself.</summary>
public sealed class HouseTests
{
    private static readonly SourceTree s_tree = SourceTree.Own;

    [Fact]
    public void Projects_know_only_whom_the_design_allows() => Hold(s_tree.Files.SelectMany(Arrows.In));

    [Fact]
    public void Files_have_at_most_400_lines() => Hold(s_tree.Files.SelectMany(Lengths.LongFiles));

    [Fact]
    public void Methods_and_functions_have_at_most_70_lines() => Hold(s_tree.Files.SelectMany(Lengths.LongMembers));

    [Fact]
    public void Tests_do_not_sleep() => Hold(Banned.SleepingTests);

    [Fact]
    public void Libraries_do_not_print() => Hold(Banned.TalkingLibraries);

    [Fact]
    public void Only_Pages_calls_C() => Hold(Banned.ForeignCalls);

    [Fact]
    public void Unsafe_code_stays_where_memory_is_managed() => Hold(Banned.UnsafeCode);

    [Fact]
    public void Code_that_goes_through_pointers_says_why_it_is_sound() => Hold(s_tree.Files.SelectMany(Soundness.In));

    [Fact]
    public void Nothing_is_left_unfinished() => Hold(Banned.UnfinishedWork);

    [Fact]
    public void No_path_of_one_machine_is_named() => Hold(Banned.PathsOfOneMachine);

    [Fact]
    public void There_are_no_regions() => Hold(Banned.Regions);

    [Theory]
    [InlineData("src/Millpond.Pages/")]
    [InlineData("src/Millpond.Blocks/")]
    public void Memory_is_checked_30_times_per_1000_lines(string project) =>
        Hold(CheckDensity.In(project, s_tree.In(project)));

    [Fact]
    public void Documents_have_one_title() => Hold(s_tree.Markdown.SelectMany(Markdown.Titles));

    [Fact]
    public void Links_in_documents_lead_somewhere() =>
        Hold(s_tree.Markdown.SelectMany(file => Markdown.DeadLinks(file, s_tree.Has)));

    [Fact]
    public void Examples_that_are_not_run_say_why() => Hold(s_tree.Markdown.SelectMany(ConsoleExamples.Unexplained));

    private static void Hold(Banned rule) => Hold(s_tree.Files.SelectMany(rule.In));

    private static void Hold(IEnumerable<Finding> findings)
    {
        Finding[] all = [.. findings];
        Assert.True(all.Length == 0, $"{all.Length} found\n{string.Join('\n', all.AsEnumerable())}");
    }
}

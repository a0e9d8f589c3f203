namespace Millpond.Cli.Tests.Verbs;

public sealed class HeapConformTests
{
    private static readonly string s_rows =
        Path.Combine(Repository.Root, "tests", "Slots", "Data", "live-rubies.jsonl.gz");

    [Fact]
    public void The_table_ends_with_the_shares_required() => Assert.Contains(
        "rows: eden pages of every pool within max(2, 5 %) (required 90",
        BuiltCommand.Run("heap", "conform", "--program", "churn_hashes", "--version", "3.3", s_rows).Output,
        StringComparison.Ordinal);

    [Fact]
    public void Json_has_real_beside_ours() => Assert.Contains(
        "\"real\": 312", BuiltCommand.Run("heap", "conform", "--json", "--program", "churn_hashes", "--version", "3.3.8", s_rows).Output,
        StringComparison.Ordinal);

    [Fact]
    public void Without_rows_it_says_what_to_give() => Assert.Equal(2, BuiltCommand.Run("heap", "conform").Code);

    [Fact]
    public void A_file_that_is_none_is_one_line_and_2() =>
        Assert.Equal(2, BuiltCommand.Run("heap", "conform", "/nowhere/rows.jsonl").Code);

    [Fact]
    public void A_program_that_is_none_is_2() =>
        Assert.Equal(2, BuiltCommand.Run("heap", "conform", "--program", "nothing", s_rows).Code);

    [Fact]
    public void Help_names_the_whole_verb() => Assert.StartsWith(
        "millpond heap conform: ", BuiltCommand.Run("heap", "conform", "--help").Output, StringComparison.Ordinal);
}

using Millpond.Pages.Processes;

namespace Millpond.Cli.Tests.Processes;

public sealed class EnvironmentBlockTests
{
    [Fact]
    public void A_value_may_hold_the_equals_sign() =>
        Assert.Equal("b=c", EnvironmentBlock.Empty().Set("A", "b=c").Get("A"));

    [Fact]
    public void A_name_is_not_taken_for_the_start_of_another() =>
        Assert.Null(EnvironmentBlock.Empty().Set("PATHS", "x").Get("PATH"));

    [Fact]
    public void Setting_twice_leaves_one_entry() =>
        Assert.Equal(["A=2"], EnvironmentBlock.Empty().Set("A", "1").Set("A", "2").Entries);

    [Fact]
    public void Null_removes() => Assert.Empty(EnvironmentBlock.Empty().Set("A", "1").Set("A", null).Entries);

    [Fact]
    public void Prepending_to_nothing_leaves_no_separator() =>
        Assert.Equal("x", EnvironmentBlock.Empty().Prepend("PYTHONPATH", "x").Get("PYTHONPATH"));

    [Fact]
    public void A_copy_is_apart()
    {
        EnvironmentBlock first = EnvironmentBlock.Empty();
        first.Copy().Set("A", "1");
        Assert.Empty(first.Entries);
    }
}

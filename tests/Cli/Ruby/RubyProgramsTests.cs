using Millpond.Lab;
using Millpond.Lab.Ruby;

namespace Millpond.Cli.Tests.Ruby;

public sealed class RubyProgramsTests
{
    public static TheoryData<string> Names => [.. RubyPrograms.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_program_says_first_what_it_is_for(string name) => Assert.StartsWith("# ", RubyPrograms.Source(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void No_program_ends_the_text_it_is_sent_in(string name) =>
        Assert.DoesNotContain("\nPROGRAM\n", RubyPrograms.Source(name));

    [Fact]
    public void Every_file_is_a_program() => Assert.Equal(
        RubyPrograms.Names,
        Directory.GetFiles(Path.Combine(Repository.Root, "src", "Millpond.Lab", "Ruby", "programs"))
            .Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!);

    [Fact]
    public void An_unknown_program_is_answered_with_the_names() => Assert.StartsWith(
        "no program fib: choose from ast_cycles_shared, ",
        Assert.Throws<UserException>(() => RubyPrograms.Source("fib")).Message);
}

using Millpond.House.Tests.Rules;
using Millpond.House.Tests.Tree;

namespace Millpond.House.Tests.Samples;

/// <summary>References outside the table are found.</summary>
public sealed class ArrowsTests
{
    [Fact]
    public void An_allowed_project_passes() =>
        Assert.Empty(Findings("src/Millpond.Blocks", "<ProjectReference Include=\"../Millpond.Pages/P.csproj\" />"));

    [Fact]
    public void An_arrow_the_other_way_is_found()
    {
        const string Reference = "<ProjectReference Include=\"..\\Millpond.Blocks\\B.csproj\" />";
        Assert.StartsWith(
            "src/Millpond.Pages may not know src/Millpond.Blocks",
            Assert.Single(Findings("src/Millpond.Pages", Reference)).Advice);
    }

    [Fact]
    public void A_package_belongs_to_the_projects_that_name_it()
    {
        const string Package = "<PackageReference Include=\"Spectre.Console\" />";
        Assert.Empty(Findings("src/Millpond.Cli", Package));
        Assert.Single(Findings("src/Millpond.Lab", Package));
    }

    [Fact]
    public void A_package_for_all_of_src_is_found() =>
        Assert.Single(Arrows.In(new("src/Directory.Build.props", Project("<PackageReference Include=\"A\" />"))));

    [Fact]
    public void A_project_that_is_not_in_the_table_is_found() => Assert.Single(Findings("src/Millpond.New", ""));

    [Fact]
    public void The_finding_names_the_line() =>
        Assert.Equal(3, Assert.Single(Findings("src/Millpond.Pages", "\n<PackageReference Include=\"A\" />")).Line);

    [Fact]
    public void The_table_has_no_circle()
    {
        static bool Reaches(string from, string to) =>
            Arrows.Table[from].Projects.Any(next => next == to || Reaches(next, to));
        Assert.All(Arrows.Table.Keys, project => Assert.False(Reaches(project, project)));
    }

    private static IEnumerable<Finding> Findings(string folder, string items) =>
        Arrows.In(new($"{folder}/P.csproj", Project(items)));

    private static string Project(string items) => $"<Project>\n<ItemGroup>{items}</ItemGroup>\n</Project>";
}

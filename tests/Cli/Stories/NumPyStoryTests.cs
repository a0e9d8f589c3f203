using System.Text.Json.Nodes;
using Millpond.Lab.Launching;
using Millpond.Lab.Stories;

namespace Millpond.Cli.Tests.Stories;

/// <summary>
/// The story's machinery on small arrays in the real NumPy; what it says of speed is for the lab, not for a test.
/// </summary>
public sealed class NumPyStoryTests : IClassFixture<NumPyStoryTests.Story>
{
    private readonly NumPyStoryResult _story;

    public NumPyStoryTests(Story story) => _story = story.Result;

    [Fact]
    public void Every_case_is_measured_on_every_side() =>
        Assert.Equal(["plain", "millpond", "kept"], _story.Cases[0].Measured.Sides.Select(side => side.Name));

    [Fact]
    public void A_case_s_variables_are_set_on_every_side() =>
        Assert.All(_story.Cases[0].Measured.Sides, side => Assert.Equal("1", side.Variables["OMP_NUM_THREADS"]));

    [Fact]
    public void The_split_has_a_time_for_each_part() =>
        Assert.All(_story.Splits[0].Parts, part => Assert.True(part.Seconds > 0));

    [Fact]
    public void What_no_part_explains_is_said() => Assert.Equal(
        _story.Splits[0].TotalSeconds,
        _story.Splits[0].Parts.Sum(part => part.Seconds) + _story.Splits[0].KernelSeconds
            + _story.Splits[0].UnexplainedSeconds,
        12);

    [Fact]
    public void The_results_are_written_with_the_machine_they_come_from()
    {
        using TemporaryFolder folder = new();
        LabResult result = LabResult.Of("0.1.0", DateTimeOffset.UnixEpoch, true) with
        {
            NumPyStory = _story, HeapStory = Heaps.HeapStoryTests.Invented(),
        };
        result.Save(folder.Path);
        JsonNode json = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "results.json")))!;
        Assert.True((long)json["machine"]!["physicalBytes"]! > 0);
    }

    public sealed class Story
    {
        public NumPyStoryResult Result { get; } = NumPyStory.Run(
            PythonFinder.Find(null),
            new Installation(FakePlugin.Shared.Home),
            [
                new()
                {
                    Name = "small",
                    Title = "a+b",
                    Setup = "a = np.ones(1000); b = np.ones(1000)",
                    Statement = "a+b",
                    Must = 0.8,
                    Environment = new Dictionary<string, string> { ["OMP_NUM_THREADS"] = "1" },
                    Kept = new(
                        "t = np.empty(1000)", [new("add", "np.add(a, b, out=t)"), new("copy", "t[:] = a")], 1.05),
                },
            ],
            new Effort(2, 0.001),
            (_, _) => { });
    }
}

using System.Xml.Linq;
using Millpond.Lab.Heaps;

namespace Millpond.Cli.Tests.Heaps;

public sealed class HeapStoryTests
{
    // Counts repeat exactly, but for policies that look at the clock.
    private static readonly Lazy<HeapStoryResult> s_story = new(() => HeapStory.Run());

    private static StoryRun Run(string policy, bool shared) => s_story.Value.Of(policy, shared);

    private static StoryPool Pool160(StoryRun run) => run.Pools.Single(pool => pool.SlotBytes == 160);

    /// <summary>Runs without a heap, for what draws them.</summary>
    internal static HeapStoryResult Invented()
    {
        StoryRun[] runs =
        [
            .. from policy in (string[])["ruby33", "ruby349", "millpond"]
               from program in (string[])["ast_cycles_unshared", "ast_cycles_shared"]
               select new StoryRun(
                   program, policy, "", 0.2, 0.1, 100, 10, 10 << 20, 1 << 20,
                   [new(2, 160, 25, 25, 10_220, 1_600_000, 90, new(3, 10_000, 10_220, 2_044, 88))],
                   [new(0.05, false, 2), new(0.1, true, 2)],
                   [new(0, 2, 0), new(0.01, 2, 25)]),
        ];
        return new(10, 20_000, runs, "A sentence.");
    }

    [Fact]
    public void Under_ruby33_sharing_doubles_the_minor_collections() =>
        Assert.True(Run("ruby33", shared: true).Minor >= 1.8 * Run("ruby33", shared: false).Minor);

    [Fact]
    public void Under_ruby33_shared_pool_160_stays_at_its_initial_pages() =>
        Assert.Equal(25, Pool160(Run("ruby33", shared: true)).PeakPages);

    [Fact]
    public void Pool_160_asks_for_nearly_all_of_those_collections()
    {
        StoryRun run = Run("ruby33", shared: true);
        Assert.True(Pool160(run).CollectionsAskedFor > 0.8 * (run.Minor + run.Major));
    }

    [Fact]
    public void Of_its_own_hashes_the_pool_grows() =>
        Assert.True(Pool160(Run("ruby33", shared: false)).PeakPages > 200);

    [Fact]
    public void Millpond_does_not_starve_the_temporaries()
    {
        StoryRun ours = Run("millpond", shared: true), slow = Run("ruby33", shared: true);
        Assert.True(ours.Minor + ours.Major < (slow.Minor + slow.Major) / 2);
    }

    [Fact]
    public void The_sentence_names_the_pool_its_size_the_temporaries_the_sweep_and_what_followed()
    {
        StoryPool pool = Pool160(Run("ruby33", shared: true));
        string sentence = s_story.Value.Sentence;
        Assert.All(
            (string[])
            [
                "pool 160", $"{pool.Slots:N0} slots (25 pages", "160,000 temporaries pass through it for every tree",
                $"The sweep of collection {pool.NearlyEmpty!.Collection} found it nearly empty",
                $"{pool.NearlyEmpty.CollectionsAfter} followed because this pool was full again",
            ],
            part => Assert.Contains(part, sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_first_account_tried_is_there() => Assert.Equal(
        ["HEAP_2_INIT_SLOTS=100000", "FREE_SLOTS ratios .4/.6/.8", "after a warm-up of 20 trees"],
        s_story.Value.Runs.Where(run => run.Note.Length > 0).Select(run => run.Note).Distinct());

    [Fact]
    public void A_larger_initial_pool_160_ends_it() => Assert.True(
        s_story.Value.Runs.First(run => run.Note.StartsWith("HEAP_2", StringComparison.Ordinal) && run.IsShared).Minor
            < Run("ruby33", shared: true).Minor / 5);

    [Fact]
    public void A_sweep_that_found_nothing_unusual_makes_another_sentence()
    {
        StoryRun run = Invented().Of("ruby33", shared: true);
        run = run with { Pools = [run.Pools[0] with { NearlyEmpty = null }] };
        Assert.StartsWith("Under ruby33 no pool of temporaries", StorySentence.Of(run, run, run, 10), StringComparison.Ordinal);
    }

    [Fact]
    public void The_picture_is_static_and_well_formed()
    {
        XElement picture = XElement.Parse(HeapPicture.Draw(Invented()));
        string[] names = [.. picture.Descendants().Select(element => element.Name.LocalName).Distinct().Order()];
        Assert.Equal(["desc", "rect", "text", "title"], names);
    }

    [Fact]
    public void The_picture_s_description_is_its_reading_in_one_sentence() => Assert.Equal(
        "With shared hashes ruby33 leaves pool 160 at 25 pages and collects 110 times; millpond collects 110 times.",
        XElement.Parse(HeapPicture.Draw(Invented())).Elements().Single(one => one.Name.LocalName == "desc").Value);
}

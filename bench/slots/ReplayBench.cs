using Millpond.Slots.Growth;
using Millpond.Slots.Recorded;

namespace Millpond.Slots.Bench;

/// <summary>Events a second of a recorded life on one core: 200,000 objects alive at any time, of five sizes.</summary>
internal static class ReplayBench
{
    private const int Live = 200_000, Deaths = 4_000_000;

    internal static bool Run(Report report)
    {
        RecordedEvent[] events = Make(Live, Deaths, seed: 1);
        double[] seconds = Sides.Seconds(
            4,
            () => Sides.Time(() => Play(events, Ruby32Policy.Ruby33(GcSettings.Default))),
            () => Sides.Time(() => Play(events, new MillpondPolicy())));
        report.AtLeast("ruby33", events.Length / seconds[0] / 1e6, 10, "M events/s");
        report.AtLeast("millpond", events.Length / seconds[1] / 1e6, 10, "M events/s");
        return true;
    }

    internal static void Play(RecordedEvent[] events, GrowthPolicy policy)
    {
        using var life = new RecordedLife(new() { Policy = policy });
        life.Play(events);
    }

    // Most die young: of four deaths three are among the thousand newest.
    internal static RecordedEvent[] Make(int live, int deaths, int seed)
    {
        var random = new Random(seed);
        int[] sizes = [40, 40, 40, 80, 160, 160, 320, 640];
        var events = new List<RecordedEvent>(live + (deaths * 2));
        for (int id = 0; id < live; id++) events.Add(RecordedEvent.Allocation(id, sizes[random.Next(sizes.Length)]));
        for (int i = 0; i < deaths; i++)
        {
            int id = (i & 3) == 0 ? random.Next(live) : random.Next(Math.Min(1000, live));
            events.Add(RecordedEvent.Death(id));
            events.Add(RecordedEvent.Allocation(id, sizes[random.Next(sizes.Length)]));
        }
        return [.. events];
    }
}

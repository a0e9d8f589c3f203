using CsCheck;
using Millpond.Pages;

namespace Millpond.Blocks.Tests;

/// <summary>What goes when there is too much.</summary>
public sealed unsafe class EvictionTests
{
    private const long Mebibyte = TestCache.Mebibyte;

    [Fact]
    public void A_list_of_victims_holds_the_first_to_go_in_their_order() =>
        Gen.Select(Gen.Long[0, 20], Gen.Long[0, 20]).Array[0, 300].Sample(static ranks =>
        {
            var list = new VictimList();
            foreach (var (rank, freedAt) in ranks) list.Offer(new Victim(0, freedAt, rank));
            var taken = new List<(long, long)>();
            while (list.TryTake(out var victim)) taken.Add((victim.Rank, victim.FreedAt));
            return taken.SequenceEqual(ranks.Order().Take(VictimList.Capacity));
        });

    [Fact]
    public void The_ten_freed_last_are_held_whatever_happens() =>
        Gen.Select(Gen.Int[0, 19], Gen.Bool).Array[1, 200].Sample(static steps =>
        {
            using var test = new TestCache("victim");
            var live = new nint[20];
            var held = new List<nint>();
            for (var slot = 0; slot < live.Length; slot++) live[slot] = (nint)test.Allocate(Mebibyte);
            foreach (var (slot, again) in steps)
            {
                test.Clock.Advance(1);
                if (live[slot] != 0)
                {
                    test.Free((void*)live[slot]);
                    held.Add(live[slot]);
                    live[slot] = 0;
                    if (held.Count > 10) held.RemoveAt(0);
                }
                else if (again)
                {
                    live[slot] = (nint)test.Allocate(Mebibyte);
                    held.Remove(live[slot]);
                }
            }

            return held.All(block => test.StateOf((void*)block) == BlockState.Hot)
                && test.Cache.Stats().CachedBlocks == held.Count;
        }, iter: 60);

    [Fact]
    public void Trimming_lets_the_oldest_go()
    {
        using var test = new TestCache();
        var blocks = FreeMany(test, 500);
        Assert.Equal(300 * 65_536, test.Cache.Trim(200 * 65_536));
        for (var index = 0; index < 500; index++)
        {
            Assert.Equal(index < 300 ? BlockState.Cold : BlockState.Hot, test.StateOf((void*)blocks[index]));
        }
    }

    [Fact]
    public void Trimming_all_leaves_nothing()
    {
        using var test = new TestCache();
        FreeMany(test, 500);
        Assert.Equal(500 * 65_536, test.Cache.Trim());
        Assert.Equal((0, 0), (test.Cache.Stats().HotBytes, test.Cache.Stats().CachedBlocks));
        test.Cache.Verify();
    }

    [Fact]
    public void Trimming_by_age_lets_go_of_what_is_older()
    {
        using var test = new TestCache();
        FreeMany(test, 10);
        Assert.Equal(6 * 65_536, test.Cache.TrimIdle(5));
    }

    [Fact]
    public void A_block_that_the_kernel_refuses_does_not_keep_the_others()
    {
        using var test = new TestCache();
        var blocks = FreeMany(test, 100);
        test.Source.RefusedStart = blocks[0] & ~(nint)(ExtentMap.ChunkBytes - 1);
        test.Cache.Trim(1);
        Assert.Equal(1, test.Cache.Stats().CachedBlocks);
    }

    [Fact]
    public void A_kernel_that_refuses_everything_is_asked_once_for_each()
    {
        using var test = new TestCache();
        FreeMany(test, VictimList.Capacity);
        test.Source.Refused = Call.DiscardNow;
        Assert.Equal(0, test.Cache.Trim(1));
        Assert.Equal(VictimList.Capacity, test.Source.Count(Call.DiscardNow));
        Assert.Equal(VictimList.Capacity, test.Cache.Stats().FailedPurges);
    }

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void Never_more_is_held_than_the_limit(string policy) =>
        Gen.Long[1, 6 * Mebibyte].Array[1, 60].Sample(sizes =>
        {
            using var test = new TestCache(policy, static options => options with { LimitBytes = 8 * Mebibyte });
            var blocks = new Queue<nint>();
            foreach (var bytes in sizes)
            {
                test.Clock.Advance(1);
                blocks.Enqueue((nint)test.Allocate(bytes));
                if (blocks.Count < 4) continue;
                test.Free((void*)blocks.Dequeue());
                var stats = test.Cache.Stats();
                if (stats.HotBytes + stats.WarmBytes > 8 * Mebibyte) return false;
            }

            return test.Cache.Stats().PeakCachedBytes <= 8 * Mebibyte;
        }, iter: 15);

    [Fact]
    public void A_lower_limit_holds_from_the_next_free_on()
    {
        using var test = new TestCache();
        var last = test.Allocate(65_536);
        FreeMany(test, 100);
        test.Cache.Configure(test.Options with { LimitBytes = 10 * 65_536 });
        test.Free(last);
        Assert.Equal(10, test.Cache.Stats().CachedBlocks);
    }

    [Fact]
    public void At_the_limit_of_the_process_nothing_is_held()
    {
        using var test = new TestCache();
        FreeMany(test, 100);
        test.Gauge.Pressure = Pressure.Full;
        test.Cache.Maintain();
        Assert.Equal(0, test.Cache.Stats().CachedBlocks);
    }

    [Fact]
    public void Under_pressure_what_no_loop_uses_becomes_warm()
    {
        using var test = new TestCache(change: static options => options with { HugePages = false });
        FreeMany(test, 10);
        test.Clock.Advance(MillpondPolicy.HotMillisecondsMin);
        test.Gauge.Pressure = Pressure.Some;
        test.Cache.Maintain();
        Assert.Equal(10 * 65_536, test.Cache.Stats().WarmBytes);
    }

    [Fact]
    public void Before_memory_runs_out_the_cache_makes_room()
    {
        using var test = new TestCache();
        test.Free(test.Allocate(40 * Mebibyte));
        test.Free(test.Allocate(2 * Mebibyte));
        test.Clock.Advance(Room.LookMillisecondsMax);
        test.Gauge.Available = 0;
        _ = test.Allocate(20 * Mebibyte);
        Assert.Equal(0, test.Cache.Stats().CachedBlocks);
    }

    [Fact]
    public void With_memory_enough_nothing_is_given_back()
    {
        using var test = new TestCache();
        test.Free(test.Allocate(40 * Mebibyte));
        test.Gauge.Available = 1L << 30;
        _ = test.Allocate(20 * Mebibyte);
        Assert.Equal(1, test.Cache.Stats().CachedBlocks);
    }

    [Fact]
    public void With_memory_enough_a_miss_reads_no_file()
    {
        using var test = new TestCache();
        test.Gauge.Available = 1L << 40;
        test.Free(test.Allocate(2 * Mebibyte));
        var before = test.Gauge.Readings;
        for (var index = 0; index < 10; index++) _ = test.Allocate(20 * Mebibyte);
        Assert.Equal(before, test.Gauge.Readings);
    }

    [Fact]
    public void A_purge_rests_nineteen_times_as_long_as_it_worked()
    {
        using var test = new TestCache("victim");
        FreeMany(test, 2);
        test.Cache.Configure(test.Options with { Policy = new MillpondPolicy(), IdleMillisecondsMax = 100 });
        test.Clock.Advance(98);
        test.Source.OnCall = (_, _, _) => test.Clock.Advance(3);
        Assert.Equal(57, test.Cache.Maintain());
    }

    // Of 64 KiB, freed a millisecond apart.
    private static nint[] FreeMany(TestCache test, int count)
    {
        var blocks = new nint[count];
        for (var index = 0; index < count; index++)
        {
            // Fifteen pages and a byte: wherever the data begins, sixteen pages.
            blocks[index] = (nint)test.Allocate(61_441);
        }

        foreach (var block in blocks)
        {
            test.Free((void*)block);
            test.Clock.Advance(1);
        }

        return blocks;
    }
}

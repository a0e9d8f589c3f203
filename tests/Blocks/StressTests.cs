using Millpond.Pages;

namespace Millpond.Blocks.Tests;

/// <summary>
/// A million random requests from eight threads under each policy, while others purge, trim and take cached memory.
/// </summary>
public sealed unsafe class StressTests
{
    private const int Threads = 8;
    private const int SlotsOfThread = 12;
    private const long BytesMax = 256L << 10;
    private const long LimitBytes = 2L << 20;

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void Requests_from_eight_threads_find_their_content(string policy) => Run(policy, 5_000);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void A_million_requests_from_eight_threads_find_their_content(string policy) => Run(policy, 125_000);

    [Fact]
    public void Requests_that_run_out_of_addresses_find_their_content()
    {
        using var test = new TestCache(change: static options => options with { ReserveBytes = 64L << 20 });
        var traffic = new Traffic[4];
        var workers = new List<Thread>();
        for (var index = 0; index < traffic.Length; index++)
        {
            var own = traffic[index] = new Traffic(test.Cache, index, SlotsOfThread, 24 * BytesMax);
            workers.Add(new Thread(() =>
            {
                for (var step = 0; step < 1_000 && own.Wrong is null; step++) own.Step();
                own.GiveAll();
            }));
        }

        workers.ForEach(static worker => worker.Start());
        workers.ForEach(static worker => worker.Join());
        Assert.All(traffic, static own => Assert.Null(own.Wrong));
        Assert.Contains(traffic, static own => own.Refused > 0);
        test.Cache.Verify();
    }

    private static void Run(string policy, int stepsOfThread)
    {
        using var test = new TestCache(policy, static options => options with
        {
            Time = TimeProvider.System,
            LimitBytes = LimitBytes,
            ReserveBytes = 1L << 30,
            IdleMillisecondsMax = 40,
        });
        var traffic = new Traffic[Threads];
        var done = 0;
        var workers = new List<Thread>();
        for (var index = 0; index < Threads; index++)
        {
            var own = traffic[index] = new Traffic(test.Cache, index, SlotsOfThread, BytesMax);
            workers.Add(new Thread(() =>
            {
                for (var step = 0; step < stepsOfThread && own.Wrong is null; step++) own.Step();
                own.GiveAll();
                Interlocked.Increment(ref done);
            }));
        }

        var disturber = new Thread(() => Disturb(test, ref done));
        workers.ForEach(static worker => worker.Start());
        disturber.Start();
        workers.ForEach(static worker => worker.Join());
        disturber.Join();
        Assert.All(traffic, static own => Assert.Null(own.Wrong));
        Assert.All(traffic, static own => Assert.Equal(0, own.Refused));
        test.Cache.Verify();
        Assert.Equal((0, 0), (test.Cache.Stats().LiveBlocks, test.Cache.Stats().InvalidFrees));
    }

    private static void Disturb(TestCache test, ref int done)
    {
        var random = new Random(4711);
        while (Volatile.Read(ref done) < Threads)
        {
            switch (random.Next(8))
            {
                case 0: _ = test.Cache.Trim(random.Next((int)LimitBytes)); break;
                case 1: _ = test.Cache.TrimIdle(random.Next(30)); break;
                case 2: _ = test.Cache.Stats(); break;
                case 3: test.Gauge.Pressure = (Pressure)random.Next(3); break;
                case 4: test.Gauge.Available = random.Next(2) == 0 ? long.MaxValue : random.Next(1 << 30); break;
                case 5: _ = test.Cache.Maintain(); break;
                default: test.Source.Press(random.Next()); break;
            }
        }
    }
}

using CsCheck;

namespace Millpond.Blocks.Tests;

/// <summary>
/// Any sequence of calls, against a list of what was handed out: each byte counted, all structures checked.
/// </summary>
public sealed unsafe class ModelTests
{
    private const long Mebibyte = TestCache.Mebibyte;
    private const long LimitBytes = 6 * Mebibyte;

    private enum Kind
    {
        Allocate,
        AllocateZeroed,
        Reallocate,
        Free,
        FreeTwice,
        Maintain,
        Trim,
        TrimIdle,
        Wait,
        Press,
        Configure,
        Fork,
    }

    private static readonly Gen<(Kind Kind, long Bytes, int Which)[]> s_calls = Gen.Select(
        Gen.Frequency(
            (8, Gen.Const(Kind.Allocate)),
            (4, Gen.Const(Kind.AllocateZeroed)),
            (3, Gen.Const(Kind.Reallocate)),
            (10, Gen.Const(Kind.Free)),
            (3, Gen.Enum<Kind>())),
        Gen.Frequency((6, Gen.Long[1, 300_000]), (3, Gen.Long[1, 5 * Mebibyte]), (1, Gen.Const(40 * Mebibyte))),
        Gen.Int[0, int.MaxValue]).Array[1, 120];

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void Whatever_is_called_all_stays_sound(string policy) => s_calls.Sample(
        calls =>
        {
            using var test = new TestCache(policy, static options => options with
            {
                LimitBytes = LimitBytes,
                ReserveBytes = 256 * Mebibyte,
            });
            var model = new Model(test);
            foreach (var (kind, bytes, which) in calls) model.Do(kind, bytes, which);
        },
        iter: 25,
        threads: 1);

    private sealed class Model(TestCache test)
    {
        private readonly List<(nint Start, long Bytes, byte Pattern)> _live = [];
        private byte _pattern;

        internal void Do(Kind kind, long bytes, int which)
        {
            Act(kind, bytes, which);
            test.Cache.Verify();
            var stats = test.Cache.Stats();
            Assert.Equal((_live.Count, _live.Sum(static block => block.Bytes)), (stats.LiveBlocks, stats.LiveBytes));
            if (kind == Kind.Free) Assert.InRange(stats.HotBytes + stats.WarmBytes, 0, stats.LimitBytes);
        }

        private void Act(Kind kind, long bytes, int which)
        {
            switch (kind)
            {
                case Kind.Allocate: Take((byte*)test.Cache.Allocate(bytes), bytes); break;
                case Kind.AllocateZeroed:
                    var zeroed = (byte*)test.Cache.AllocateZeroed(bytes);
                    if (zeroed is not null) Assert.Equal(-1, Content(zeroed, bytes).IndexOfAnyExcept((byte)0));
                    Take(zeroed, bytes);
                    break;
                case Kind.Reallocate when _live.Count > 0: Resize(which % _live.Count, bytes); break;
                case Kind.Free when _live.Count > 0: Give(which % _live.Count); break;
                case Kind.FreeTwice when _live.Count > 0:
                    var start = _live[which % _live.Count].Start;
                    Give(which % _live.Count);
                    Assert.False(test.Cache.Free((void*)start));
                    break;
                case Kind.Maintain: _ = test.Cache.Maintain(); break;
                case Kind.Trim: _ = test.Cache.Trim(bytes); break;
                case Kind.TrimIdle: _ = test.Cache.TrimIdle(which % 1000); break;
                case Kind.Wait: test.Clock.Advance(which % 20_000); break;
                case Kind.Press: test.Source.Press(which); break;
                case Kind.Configure:
                    var policy = RetentionPolicy.All[which % RetentionPolicy.All.Count];
                    test.Cache.Configure(test.Options with { Policy = policy });
                    break;
                case Kind.Fork:
                    test.Cache.BeforeFork();
                    test.Cache.AfterForkInChild();
                    break;
            }
        }

        private void Take(byte* start, long bytes)
        {
            if (start is null) return;
            Content(start, bytes).Fill(++_pattern);
            _live.Add(((nint)start, bytes, _pattern));
        }

        private void Resize(int index, long bytes)
        {
            var old = _live[index];
            var moved = (byte*)test.Cache.Reallocate((void*)old.Start, bytes);
            if (moved is null) return;
            var kept = Content(moved, Math.Min(bytes, old.Bytes));
            Assert.Equal(-1, kept.IndexOfAnyExcept(old.Pattern));
            _live.RemoveAt(index);
            Take(moved, bytes);
        }

        private void Give(int index)
        {
            var (start, bytes, pattern) = _live[index];
            Assert.Equal(-1, Content((byte*)start, bytes).IndexOfAnyExcept(pattern));
            Assert.Equal(bytes, test.Cache.SizeOf((void*)start));
            Assert.True(test.Cache.Free((void*)start));
            _live.RemoveAt(index);
        }

        private static Span<byte> Content(byte* start, long bytes) => new(start, checked((int)bytes));
    }
}

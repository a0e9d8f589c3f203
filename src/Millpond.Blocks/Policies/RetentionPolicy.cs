using Millpond.Pages;

namespace Millpond.Blocks;

/// <summary>Which freed block may serve a request.</summary>
public enum FitRule
{
    /// <summary>The smallest that is large enough and not twice as large as need be.</summary>
    Nearest,

    /// <summary>Only one of the request's size class.</summary>
    Exact,

    /// <summary>The most recently freed that is large enough.</summary>
    First,

    /// <summary>The smallest that is large enough.</summary>
    Best,
}

/// <summary>Which block goes when there are too many.</summary>
public enum EvictionOrder
{
    /// <summary>The one freed longest ago.</summary>
    Oldest,

    /// <summary>The smallest.</summary>
    Smallest,
}

/// <summary>
/// What to keep, and how warm. Every member is a pure function of its arguments: a policy has no state of its own, may
/// be shared between threads, and can be replayed with invented clocks and numbers. <see cref="BlockCache"/> only
/// carries its decisions out.
/// </summary>
public abstract class RetentionPolicy
{
    /// <summary>The name by which it is chosen.</summary>
    public abstract string Name { get; }

    /// <summary>Which freed block may serve a request.</summary>
    public virtual FitRule Fit => FitRule.Nearest;

    /// <summary>Most freed blocks that are held hot or warm.</summary>
    public virtual int BlocksMax => int.MaxValue;

    /// <summary>Which block goes first, over <see cref="BlocksMax"/> or over the limit in bytes.</summary>
    public virtual EvictionOrder Eviction => EvictionOrder.Oldest;

    /// <summary>State of a block that is being freed: Hot, Warm or Cold.</summary>
    public virtual BlockState OnFree(in BlockView block, in CacheView cache) =>
        block.Bytes > cache.LimitBytes ? BlockState.Cold : BlockState.Hot;

    /// <summary>State that a block freed some time ago should be in now; never hotter than it is.</summary>
    public virtual BlockState StateAt(in BlockView block, in CacheView cache) => block.State;

    /// <summary>Milliseconds from now until <see cref="StateAt"/> may answer otherwise; infinity if never.</summary>
    public virtual double NextChangeMilliseconds(in BlockView block, in CacheView cache) => double.PositiveInfinity;

    /// <summary>Most bytes to hold now, given how they came: for policies that decay in total and not block by block.</summary>
    public virtual long RetainedBytesMax(DecayBacklog backlog, double nowMilliseconds, in CacheView cache) =>
        cache.LimitBytes;

    /// <summary>
    /// How often <see cref="RetainedBytesMax"/> must be asked while anything is held, in milliseconds; infinity if never.
    /// </summary>
    public virtual double TickMilliseconds => double.PositiveInfinity;

    /// <summary>The policy with that name, or null.</summary>
    public static RetentionPolicy? Find(string name) => All.FirstOrDefault(policy => policy.Name == name);

    /// <summary>All of them, the default first.</summary>
    public static IReadOnlyList<RetentionPolicy> All { get; } =
    [
        new MillpondPolicy(),
        new ProposalPolicy(),
        new VictimPolicy("victim", FitRule.Exact),
        new VictimPolicy("victim-first", FitRule.First),
        new VictimPolicy("victim-best", FitRule.Best),
        new DecayPolicy(),
        new OffPolicy(),
    ];

    /// <summary>What <see cref="StateAt"/> says, but nothing outlives the last moment before the limit's owner kills.</summary>
    internal BlockState Decide(in BlockView block, in CacheView cache) =>
        cache.Pressure == Pressure.Full ? BlockState.Cold : StateAt(block, cache);
}

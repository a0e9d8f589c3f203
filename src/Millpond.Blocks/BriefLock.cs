namespace Millpond.Blocks;

/// <summary>
/// A lock for a few microseconds of work. A word and nothing else: taken without allocating, usable in a library
/// inside another program, and reset in a forked child, where its holder does not exist any more.
/// </summary>
internal struct BriefLock
{
    private const int SpinsBeforeYield = 64;

    private int _held;

    internal readonly bool IsHeld => _held != 0;

    internal void Enter()
    {
        for (var spins = 0; !TryEnter(); spins++)
        {
            if (spins < SpinsBeforeYield) Thread.SpinWait(8);
            else Thread.Yield();
        }
    }

    internal bool TryEnter() => Volatile.Read(ref _held) == 0 && Interlocked.Exchange(ref _held, 1) == 0;

    internal void Exit()
    {
        Invariant.Assert(_held == 1);
        Volatile.Write(ref _held, 0);
    }

    /// <summary>Only where no other thread runs: after a fork, in the child.</summary>
    internal void Reset() => _held = 0;
}

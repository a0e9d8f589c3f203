namespace Millpond.Blocks;

/// <summary>Why there is no cache.</summary>
public enum CacheRefusal
{
    /// <summary>There is one.</summary>
    None,

    /// <summary>The kernel cannot free lazily (before Linux 4.14).</summary>
    NoLazyFree,

    /// <summary>vm.overcommit_memory is 2: what is held warm would count against other programs.</summary>
    StrictOvercommit,

    /// <summary>No addresses to reserve (RLIMIT_AS).</summary>
    NoAddresses,
}

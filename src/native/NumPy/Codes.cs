namespace Millpond.NumPy;

/// <summary>What an export answers.</summary>
internal enum Code
{
    Done = 0,
    BadStruct = -1,
    NoLazyFree = -2,
    StrictOvercommit = -3,
    NoAddresses = -4,
    BadSetting = -5,
    NotStarted = -6,
    Broken = -7,
    OtherFunctions = -8,
}

/// <summary>What each code means, and what to do.</summary>
internal static class Codes
{
    internal static ReadOnlySpan<byte> Explain(Code code) => code switch
    {
        Code.Done => "done"u8,
        Code.BadStruct => "the Python package and the library are of different versions: install both from one wheel"u8,
        Code.NoLazyFree => "this kernel cannot free lazily (MADV_FREE needs Linux 4.14): the cache stays off"u8,
        Code.StrictOvercommit =>
            "vm.overcommit_memory is 2, so memory kept warm would count against other programs: the cache stays off"u8,
        Code.NoAddresses => "no addresses to reserve: raise RLIMIT_AS (ulimit -v) or leave the cache off"u8,
        Code.BadSetting => "a setting is out of range: policy 0 to 6, price above 0, limit, threshold and idle time 0 or more"u8,
        Code.NotStarted => "call millpond_start first"u8,
        Code.Broken => "a structure of the cache is broken"u8,
        Code.OtherFunctions => "NumPy's original functions may be given only once, and all four"u8,
        _ => "no such code"u8,
    };
}

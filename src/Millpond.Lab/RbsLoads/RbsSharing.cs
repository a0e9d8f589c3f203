namespace Millpond.Lab.RbsLoads;

/// <summary>Which empty lists and hashes of its trees the rbs gem keeps only one of.</summary>
public enum RbsSharing
{
    /// <summary>Every empty list and hash is an object of its own (until rbs 3.5).</summary>
    Nothing,

    /// <summary>One empty array (rbs 3.6 to 3.8).</summary>
    Arrays,

    /// <summary>One empty array and one empty hash (rbs 3.9 on).</summary>
    Both,
}

namespace Millpond.Rbs.Parsing;

/// <summary>Which of the types that mean something only in places are allowed at this place.</summary>
[Flags]
internal enum Context : byte
{
    /// <summary>None of them: constants, globals, type aliases, bounds.</summary>
    None = 0,

    /// <summary><c>void</c></summary>
    Void = 1,

    /// <summary><c>self</c></summary>
    Self = 2,

    /// <summary><c>class</c> and <c>instance</c></summary>
    Classish = 4,

    /// <summary>All of them: the arguments of a class type.</summary>
    All = Void | Self | Classish,
}

namespace Millpond.Rbs.Formatting;

/// <summary>What shall stand between a token and the next. Comments found there are put in whatever it is.</summary>
/// <param name="Kind">Nothing, a space or a new line.</param>
/// <param name="Column">Where the new line's token begins.</param>
/// <param name="CommentColumn">Where comments on lines of their own begin.</param>
internal readonly record struct Gap(GapKind Kind, int Column = 0, int CommentColumn = 0)
{
    /// <summary>No blank line behind the token before, as at the beginning of a body.</summary>
    public bool TrimsBefore { get; init; }

    /// <summary>No blank line before the token behind, as at the end of a body.</summary>
    public bool TrimsAfter { get; init; }

    /// <summary>A blank line even where the source has none.</summary>
    public bool WantsBlank { get; init; }

    public static Gap Space => new(GapKind.Space);

    public static Gap Line(int column) => new(GapKind.Line, column, column);
}

internal enum GapKind : byte
{
    None,
    Space,
    Line,
}

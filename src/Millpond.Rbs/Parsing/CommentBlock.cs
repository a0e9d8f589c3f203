namespace Millpond.Rbs.Parsing;

/// <summary>Comment lines one below the other.</summary>
/// <param name="Start">The first byte.</param>
/// <param name="End">Just behind the last byte.</param>
/// <param name="LastLine">The line of the last one, from 1.</param>
internal readonly record struct CommentBlock(int Start, int End, int LastLine);

using Millpond.Rbs.Ast;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Parsing;

/// <summary>The comment <c># resolve-type-names: false</c> that may stand at the very beginning of a file.</summary>
internal static class MagicComment
{
    private const string Key = "resolve-type-names";

    /// <summary>Rule: <c>'#' blank* 'resolve-type-names' blank* ':' blank+ ('true' | 'false') end-of-line</c>.</summary>
    public static ResolveTypeNamesDirective? Find(SourceBuffer buffer, int start)
    {
        ReadOnlySpan<byte> source = buffer.Bytes[start..];
        if (source is not [(byte)'#', ..])
            return null;
        ReadOnlySpan<byte> rest = TrimBlanks(source[1..]);
        if (!rest.StartsWith("resolve-type-names"u8))
            return null;
        int keyStart = start + source.Length - rest.Length;
        rest = TrimBlanks(rest[Key.Length..]);
        if (rest is not [(byte)':', ..])
            return null;
        ReadOnlySpan<byte> value = TrimBlanks(rest[1..]);
        if (value.Length == rest.Length - 1)
            return null;
        int length = value.StartsWith("true"u8) ? 4 : value.StartsWith("false"u8) ? 5 : 0;
        if (length == 0 || value[length..] is not ([] or [(byte)'\n', ..]))
            return null;
        int end = start + source.Length - value.Length + length;
        return new() { Span = Span.Between(keyStart, end), Value = length == 4 };
    }

    private static ReadOnlySpan<byte> TrimBlanks(ReadOnlySpan<byte> text) => text.TrimStart(" \t\r\n\f\v"u8);
}

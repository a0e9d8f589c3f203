using System.Text;
using CsCheck;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Tests.Fuzz;

/// <summary>A source that is broken in a few places: tokens left out, doubled, swapped, taken from elsewhere, and bytes
/// that have no business there.</summary>
internal static class Mutation
{
    private static readonly byte[][] s_seeds = [.. Corpus.Select(System.IO.File.ReadAllBytes)];

    private static readonly byte[][] s_intruders =
    [
        .. from text in (string[])[
               "(", ")", "[", "]", "{", "}", "->", "=>", "::", ":", "|", "&", "?", "!", "*", "**", "^", "<", ">", "=",
               ",", ".", "...",
               "class", "module", "interface", "def", "end", "type", "use", "as", "self", "self?", "void",
               "untyped", "in", "out",
               "unchecked", "%a{", "%a(x)", "\"", "'", "`", ":\"", "\\", "#", "\n", "\r\n", "\t", "@", "@@", "$",
               "日", "😀", "\u00A0",
               "_", "1", "-", "\\u", "module-self", "class-alias", "@rbs", "private", "attr_reader", "alias",
               "singleton(",
           ]
           select Encoding.UTF8.GetBytes(text),
        [0], [0xFF], [0xC2], [0xE3, 0x81], [0xF0, 0x9F], [0xEF, 0xBB, 0xBF],
    ];

    private static readonly Gen<byte[]> s_source = Gen.Frequency(
        (1, Gen.Int[0, s_seeds.Length - 1].Select(at => s_seeds[at])),
        (1, Grammar.File.Select(Encoding.UTF8.GetBytes)));

    private static readonly Gen<Step> s_step = Gen.Select(
        Gen.Enum<Change>(), Gen.Int[0, 1 << 20], Gen.Int[1, 8], Gen.Int[0, 1 << 20],
        (change, at, length, other) => new Step(change, at, length, other));

    /// <summary>The broken sources.</summary>
    public static readonly Gen<byte[]> Source = Gen.Select(
        s_source, s_source, s_step.Array[0, 8], (source, other, steps) => Apply(Split(source), Split(other), steps));

    private enum Change
    {
        LeaveOut,
        Double,
        Swap,
        Replace,
        Insert,
        Splice,
        Repeat,
        FlipByte,
        CutOff,
    }

    /// <summary>The sources that are kept.</summary>
    public static IEnumerable<string> Corpus =>
        Directory.EnumerateFiles(Path.Join(AppContext.BaseDirectory, "Fuzz", "corpus")).Order(StringComparer.Ordinal);

    private static List<byte[]> Split(byte[] source)
    {
        SourceBuffer buffer = SourceBuffer.FromBytes("", source);
        return [.. Lexer.Tokenize(buffer).Select(token => buffer[token.Span].ToArray())];
    }

    private static byte[] Apply(List<byte[]> tokens, List<byte[]> other, Step[] steps)
    {
        foreach (Step step in steps)
        {
            int at = step.At % tokens.Count;
            int length = Math.Min(step.Length, tokens.Count - at);
            byte[] intruder = s_intruders[step.Other % s_intruders.Length];
            switch (step.Change)
            {
                case Change.LeaveOut when length < tokens.Count:
                    tokens.RemoveRange(at, length);
                    break;
                case Change.Double:
                    tokens.InsertRange(at, tokens.GetRange(at, length));
                    break;
                case Change.Swap:
                    int with = step.Other % tokens.Count;
                    (tokens[at], tokens[with]) = (tokens[with], tokens[at]);
                    break;
                case Change.Replace:
                    tokens[at] = intruder;
                    break;
                case Change.Insert:
                    tokens.Insert(at, intruder);
                    break;
                case Change.Splice:
                    int from = step.Other % other.Count;
                    tokens.InsertRange(at, other.GetRange(from, Math.Min(8 * step.Length, other.Count - from)));
                    break;
                case Change.Repeat:
                    tokens.InsertRange(at, Enumerable.Repeat(tokens[at], 1 << step.Length));
                    break;
                case Change.FlipByte when tokens[at].Length > 0:
                    byte[] flipped = [.. tokens[at]];
                    flipped[step.Other % flipped.Length] ^= (byte)(1 << (step.Length - 1));
                    tokens[at] = flipped;
                    break;
                case Change.CutOff when at > 0:
                    tokens.RemoveRange(at, tokens.Count - at);
                    break;
            }
        }
        return [.. tokens.SelectMany(token => token)];
    }

    private sealed record Step(Change Change, int At, int Length, int Other);
}

using System.Runtime.InteropServices;

namespace Millpond.Rbs.Lexing;

/// <summary>The words of the language, found by one hash of their first eight bytes.</summary>
internal static class Keywords
{
    private const int SlotBits = 8;

    private static readonly (ulong Head, string Tail, TokenKind Kind)[] s_slots = MakeSlots();

    /// <summary>The keyword that a word of <paramref name="source"/> is, or <paramref name="otherwise"/>.</summary>
    public static TokenKind KindOf(byte[] source, int start, int length, TokenKind otherwise)
    {
        if (length is < 2 or > 13)
            return otherwise;
        // One load with what follows masked off; only at the very end of a source byte by byte.
        ulong head = start <= source.Length - 8
            ? MemoryMarshal.Read<ulong>(source.AsSpan(start)) & (ulong.MaxValue >> (64 - (8 * Math.Min(length, 8))))
            : HeadOf(source.AsSpan(start, length));
        ReadOnlySpan<byte> word = source.AsSpan(start, length);
        for (int at = SlotOf(head); s_slots[at].Head != 0; at = (at + 1) & ((1 << SlotBits) - 1))
        {
            if (s_slots[at].Head == head)
                return HasTail(word, s_slots[at].Tail) ? s_slots[at].Kind : otherwise;
        }
        return otherwise;
    }

    private static bool HasTail(ReadOnlySpan<byte> word, string tail)
    {
        if (word.Length <= 8)
            return tail.Length == 0;
        return System.Text.Ascii.Equals(word[8..], tail);
    }

    private static ulong HeadOf(ReadOnlySpan<byte> word)
    {
        if (word.Length >= 8)
            return MemoryMarshal.Read<ulong>(word);
        ulong head = 0;
        for (int at = word.Length - 1; at >= 0; at--)
            head = (head << 8) | word[at];
        return head;
    }

    private static int SlotOf(ulong head) => (int)((head * 0x9E37_79B9_7F4A_7C15) >> (64 - SlotBits));

    private static (ulong Head, string Tail, TokenKind Kind)[] MakeSlots()
    {
        string[] words =
        [
            "alias", "attr_accessor", "attr_reader", "attr_writer", "bool", "bot", "class", "def", "end", "extend",
            "false", "in", "include", "instance", "interface", "module", "nil", "out", "prepend", "private", "public",
            "self", "singleton", "top", "true", "type", "unchecked", "untyped", "void", "use", "as", "__todo__",
            "skip", "return",
        ];
        var slots = new (ulong Head, string Tail, TokenKind Kind)[1 << SlotBits];
        for (int i = 0; i < words.Length; i++)
        {
            ulong head = HeadOf(System.Text.Encoding.ASCII.GetBytes(words[i]));
            int at = SlotOf(head);
            while (slots[at].Head != 0)
                at = (at + 1) & ((1 << SlotBits) - 1);
            slots[at] = (head, words[i].Length > 8 ? words[i][8..] : "", (TokenKind)((int)TokenKind.Alias + i));
        }
        return slots;
    }
}

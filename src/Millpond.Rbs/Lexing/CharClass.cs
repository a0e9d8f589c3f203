namespace Millpond.Rbs.Lexing;

/// <summary>What a byte can begin or continue.</summary>
internal static class CharClass
{
    private const byte Word = 1;
    private const byte Digit = 2;

    private static readonly byte[] s_classes = MakeClasses();

    /// <summary>A letter, digit or underscore of ASCII.</summary>
    public static bool IsWord(byte b) => (s_classes[b] & Word) != 0;

    /// <summary>A digit of ASCII.</summary>
    public static bool IsDigit(byte b) => (s_classes[b] & Digit) != 0;

    /// <summary>What may follow <c>$</c> alone, as in <c>$~</c>.</summary>
    public static bool IsSpecialGlobal(byte b) => "~*$?!@\\/;,.=:<>\"&'`+"u8.Contains(b);

    private static byte[] MakeClasses()
    {
        byte[] classes = new byte[256];
        foreach (byte b in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"u8)
            classes[b] = Word;
        foreach (byte b in "0123456789"u8)
            classes[b] = Word | Digit;
        return classes;
    }
}

using System.Buffers;

namespace Millpond.Rbs.Json;

/// <summary>Which symbols Ruby prints without quotes. Not simply those it reads so: <c>:1=</c> has none either.</summary>
internal static class RubySymbol
{
    private static readonly HashSet<string> s_operators =
    [
        "!", "!=", "!~", "%", "&", "*", "**", "+", "+@", "-", "-@", "/", "<", "<<", "<=", "<=>", "==", "===", "=~",
        ">", ">=", ">>", "[]", "[]=", "^", "`", "|", "~",
    ];

    private static readonly SearchValues<char> s_operatorStarts = SearchValues.Create("!%&*+-/<=>^`|~");

    private static readonly SearchValues<char> s_specialGlobals = SearchValues.Create("~*$?!@/\\;,.=:<>\"&'`+0");

    private enum Form
    {
        None,
        Plain,
        Setter,
    }

    public static bool NeedsNoQuotes(string name)
    {
        ReadOnlySpan<char> rest = name;
        while (IsDecidedWithoutEquals(rest))
            rest = rest[..^1];
        Form form = FormOf(rest);
        for (int equals = name.Length - rest.Length; equals > 0; equals--)
            form = form == Form.Setter ? Form.None : Form.Setter;
        return form != Form.None;
    }

    /// <summary>What cannot begin a name and ends in <c>=</c> is a setter, unless it is one without the <c>=</c>.</summary>
    private static bool IsDecidedWithoutEquals(ReadOnlySpan<char> name) =>
        name is [_, .., '='] && !IsSpecial(name) && Body(name) is [] or [not ('_' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or >= '\x80'), ..];

    private static Form FormOf(ReadOnlySpan<char> name)
    {
        if (IsSpecial(name))
            return IsOperator(name) || IsGlobal(name) ? Form.Plain : Form.None;
        ReadOnlySpan<char> body = Body(name);
        int length = 0;
        while (length < body.Length && IsNamePart(body[length]))
            length++;
        if (length == 0 || char.IsAsciiDigit(body[0]))
            return Form.None;
        bool mayEnd = body.Length == name.Length;
        return body[length..] switch
        {
            [] => Form.Plain,
            ['?' or '!'] when mayEnd => Form.Plain,
            ['='] when mayEnd => Form.Setter,
            _ => Form.None,
        };
    }

    // Operators, what begins like one, and $1, $~, $-w: all that is no name.
    private static bool IsSpecial(ReadOnlySpan<char> name) => IsGlobal(name) || name is ['[', ']', ..]
        || (name.Length > 0 && s_operatorStarts.Contains(name[0]));

    private static bool IsOperator(ReadOnlySpan<char> name) =>
        s_operators.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);

    private static bool IsGlobal(ReadOnlySpan<char> name) => name switch
    {
        ['$', var special] when s_specialGlobals.Contains(special) => true,
        ['$', '-', var option] => IsNamePart(option),
        ['$', >= '1' and <= '9', .. var digits] => digits.IndexOfAnyExceptInRange('0', '9') < 0,
        _ => false,
    };

    private static ReadOnlySpan<char> Body(ReadOnlySpan<char> name) => name switch
    {
        ['@', '@', ..] => name[2..],
        ['@' or '$', ..] => name[1..],
        _ => name,
    };

    private static bool IsNamePart(char unit) => char.IsAsciiLetterOrDigit(unit) || unit == '_' || unit >= 0x80;
}

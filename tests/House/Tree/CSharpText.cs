using System.Text;

namespace Millpond.House.Tests.Tree;

/// <summary>
/// Tells C# from the comments and strings in it, so that a rule about code is not broken by a sentence. Both results
/// have the length of the text, with spaces where the other one is.
/// </summary>
internal sealed class CSharpText
{
    private readonly string _text;
    private readonly StringBuilder _code;
    private readonly StringBuilder _comments;
    private int _at;

    private CSharpText(string text)
    {
        _text = text;
        string blank = string.Concat(text.Select(letter => letter == '\n' ? '\n' : ' '));
        _code = new(blank);
        _comments = new(blank);
    }

    public static (string Code, string Comments) Split(string text)
    {
        CSharpText split = new(text);
        while (split._at < text.Length)
        {
            split.ReadCode(closing: 0);
            split.Keep(1);
        }
        return (split._code.ToString(), split._comments.ToString());
    }

    private char Next(int ahead = 0) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private bool Sees(string what) => string.CompareOrdinal(_text, _at, what, 0, what.Length) == 0;

    private int Run(char letter, int from = 0)
    {
        int length = 0;
        while (Next(from + length) == letter) length++;
        return length;
    }

    /// <summary>The next letters are code.</summary>
    private void Keep(int length)
    {
        for (; length > 0 && _at < _text.Length; length--, _at++) _code[_at] = _text[_at];
    }

    /// <summary>Reads up to the end, or, inside a string's hole, up to the closing braces of the hole.</summary>
    private void ReadCode(int closing)
    {
        int depth = 0;
        while (_at < _text.Length)
        {
            if (closing > 0 && depth == 0 && Next() == '}') return;
            if (Sees("//")) ReadComment(_text.IndexOf('\n', _at));
            else if (Sees("/*")) ReadComment(_text.IndexOf("*/", _at + 2, StringComparison.Ordinal) + 2);
            else if (Next() == '\'') ReadCharacter();
            else if (StringPrefix() is >= 0 and int prefix) ReadString(prefix);
            else
            {
                depth += Next() == '{' ? 1 : Next() == '}' ? -1 : 0;
                Keep(1);
            }
        }
    }

    private void ReadComment(int end)
    {
        if (end < _at + 2) end = _text.Length;
        for (; _at < end; _at++) _comments[_at] = _text[_at];
    }

    private void ReadCharacter()
    {
        int length = Next(1) == '\\' ? _text.IndexOf('\'', _at + 3) - _at + 1 : 3;
        if (length is > 2 and < 12 && Next(length - 1) == '\'') _at += length;
        else Keep(1);
    }

    /// <summary>How many of <c>$</c> and <c>@</c> stand before the quotes; -1 when here is no string.</summary>
    private int StringPrefix()
    {
        int length = 0;
        while (Next(length) is '$' or '@') length++;
        return Next(length) == '"' ? length : -1;
    }

    private void ReadString(int prefix)
    {
        string marks = _text.Substring(_at, prefix);
        int dollars = marks.Count(mark => mark == '$');
        int quotes = Run('"', prefix);
        _at += prefix;
        if (quotes >= 3) ReadRawString(quotes, dollars);
        else ReadPlainString(isVerbatim: marks.Contains('@'), hasHoles: dollars > 0);
    }

    private void ReadPlainString(bool isVerbatim, bool hasHoles)
    {
        _at++;
        while (_at < _text.Length)
        {
            if (isVerbatim ? Sees("\"\"") : Next() == '\\') _at += 2;
            else if (hasHoles && (Sees("{{") || Sees("}}"))) _at += 2;
            else if (hasHoles && Next() == '{') ReadHole(1);
            else if (_text[_at++] == '"') return;
        }
    }

    private void ReadRawString(int quotes, int dollars)
    {
        _at += quotes;
        while (_at < _text.Length)
        {
            if (Run('"') >= quotes)
            {
                _at += Run('"');
                return;
            }
            if (dollars > 0 && Run('{') >= dollars)
            {
                _at += Run('{') - dollars;
                ReadHole(dollars);
            }
            else
            {
                _at++;
            }
        }
    }

    private void ReadHole(int braces)
    {
        _at += braces;
        ReadCode(closing: braces);
        _at += braces;
    }
}

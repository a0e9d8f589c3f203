using System.Buffers;
using System.Globalization;
using System.Text;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Json;

/// <summary>Literals as Ruby's <c>inspect</c> prints them (String, Symbol, Integer, true and false).</summary>
public static class RubyInspect
{
    /// <summary>A literal type's value.</summary>
    public static string Of(LiteralType literal) => literal switch
    {
        IntegerLiteral integer => integer.Value.ToString(CultureInfo.InvariantCulture),
        StringLiteral text => OfString(text.Value),
        SymbolLiteral symbol => OfSymbol(symbol.Value.Text),
        BoolLiteral { Value: true } => "true",
        _ => "false",
    };

    /// <summary>As <c>String#inspect</c>: in quotes, what cannot be printed escaped. A byte that is no UTF-8, carried as
    /// the lone surrogate U+DC00 + byte, becomes <c>\xHH</c>.</summary>
    public static string OfString(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder result = new(text.Length + 2);
        result.Append('"');
        for (int at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(at), out Rune rune, out int used) == OperationStatus.Done)
                Append(result, rune, Next(text, at + used));
            else
                result.Append(CultureInfo.InvariantCulture, $"\\x{Math.Max(Utf8.BrokenByte(text[at]), 0):X2}");
            at += used;
        }
        return result.Append('"').ToString();
    }

    /// <summary>As <c>Symbol#inspect</c>: with quotes only where Ruby could not read it without.</summary>
    public static string OfSymbol(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return RubySymbol.NeedsNoQuotes(name) && AllPrintable(name) ? ":" + name : ":" + OfString(name);
    }

    private static char Next(string text, int at) => at < text.Length ? text[at] : '\0';

    private static void Append(StringBuilder result, Rune rune, char next)
    {
        string? escape = rune.Value switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\f' => "\\f",
            '\v' => "\\v",
            '\b' => "\\b",
            '\a' => "\\a",
            '\e' => "\\e",
            // Ruby would interpolate.
            '#' when next is '{' or '$' or '@' => "\\#",
            _ => null,
        };
        if (escape is not null)
            result.Append(escape);
        else if (IsPrintable(rune))
            result.Append(rune);
        else if (rune.IsBmp)
            result.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
        else
            result.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator);

    private static bool AllPrintable(ReadOnlySpan<char> name)
    {
        while (Rune.DecodeFromUtf16(name, out Rune rune, out int used) == OperationStatus.Done)
        {
            if (!IsPrintable(rune))
                return false;
            name = name[used..];
        }
        return name.IsEmpty;
    }
}

using Millpond.Rbs.Ast;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Parsing;

public sealed partial class Parser
{
    // '{' (field (',' field)* ','?)? '}'
    private RecordType Record(Context context)
    {
        int start = _current.Start;
        if (Skip(TokenKind.RightBrace))
            return new() { Span = Span.Between(start, _current.End), Fields = Empty<RecordField>() };
        int mark = _piles.Fields.Count;
        do
        {
            AddField(mark, Field(mark, context & ~Context.Void));
        }
        while (Skip(TokenKind.Comma) && _next.Kind != TokenKind.RightBrace);
        Expect(TokenKind.RightBrace);
        return new() { Span = Span.Between(start, _current.End), Fields = _piles.Fields.Take(mark) };
    }

    // field = '?'? (keyword | literal '=>') type
    private RecordField Field(int mark, Context context)
    {
        int start = _next.Start;
        bool isRequired = !Skip(TokenKind.Question);
        LiteralType key;
        if (IsKeywordNext())
        {
            int keyStart = _next.Start;
            key = new SymbolLiteral { Value = KeywordName(), Span = Span.Between(keyStart, _current.End) };
            RefuseDuplicate(mark, key);
            Expect(TokenKind.Colon);
        }
        else
        {
            if (!IsLiteralKey(_next.Kind))
                throw Fail(_next, "unexpected record key token");
            Advance();
            key = Literal();
            RefuseDuplicate(mark, key);
            Expect(TokenKind.FatArrow);
        }
        RbsType type = Type(context);
        return new() { Span = Span.Between(start, _current.End), Key = key, Type = type, IsRequired = isRequired };
    }

    private static bool IsLiteralKey(TokenKind kind) => kind is TokenKind.Symbol or TokenKind.DoubleQuotedSymbol
        or TokenKind.SingleQuotedSymbol or TokenKind.DoubleQuotedString or TokenKind.SingleQuotedString
        or TokenKind.Integer or TokenKind.True or TokenKind.False;

    private void RefuseDuplicate(int mark, LiteralType key)
    {
        if (!_refusesDuplicates)
            return;
        foreach (RecordField field in _piles.Fields.From(mark))
        {
            if (field.Key.Equals(key))
                throw Fail(_current, "duplicated record key");
        }
    }

    // Before 3.6 the last of a key held, in the place of the first.
    private void AddField(int mark, RecordField field)
    {
        for (int at = mark; !_refusesDuplicates && at < _piles.Fields.Count; at++)
        {
            if (!_piles.Fields[at].Key.Equals(field.Key))
                continue;
            _piles.Fields[at] = field;
            return;
        }
        _piles.Fields.Add(field);
    }
}

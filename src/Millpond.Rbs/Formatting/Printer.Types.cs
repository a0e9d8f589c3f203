using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Lexing;

namespace Millpond.Rbs.Formatting;

internal sealed partial class Printer
{
    private void Type(RbsType type)
    {
        if (Next.Kind == TokenKind.LeftParen && Next.Start < type.Span.Start)
        {
            Bracket parentheses = Open();
            Type(type);
            Close(parentheses);
            return;
        }
        switch (type)
        {
            case SingletonType singleton:
                Take();
                Bracket parentheses = Open();
                Take(singleton.NameSpan);
                Close(parentheses);
                Args(singleton.Args);
                break;
            case NamedType named:
                Take(named.NameSpan);
                Args(named.Args);
                break;
            case OptionalType optional:
                Type(optional.Type);
                // `:a?` would be another symbol.
                if (optional.Type is SymbolLiteral)
                    Space();
                Take(TokenKind.Question);
                break;
            case UnionType union:
                Operands(union.Types, TokenKind.Bar);
                break;
            case IntersectionType intersection:
                Operands(intersection.Types, TokenKind.Amp);
                break;
            case TupleType tuple:
                Tuple(tuple);
                break;
            case RecordType record:
                Record(record);
                break;
            case ProcType proc:
                Take(TokenKind.Hat);
                Function(proc.Function, proc.SelfType, proc.Block);
                break;
            default:
                Take();
                break;
        }
    }

    private void Args(ImmutableArray<RbsType> args)
    {
        if (args.IsEmpty)
            return;
        Bracket brackets = Open();
        Types(args);
        Close(brackets);
    }

    private void Types(ImmutableArray<RbsType> types)
    {
        for (int i = 0; i < types.Length; i++)
        {
            if (i > 0)
                Comma();
            Type(types[i]);
        }
    }

    // A | B. Where the author breaks a line the operator begins the next, below the `=` or `:` before the first operand.
    private void Operands(ImmutableArray<RbsType> operands, TokenKind operation)
    {
        bool isBroken = false;
        for (int i = 1; i < operands.Length; i++)
            isBroken |= IsBrokenAt(OperatorBehind(operands[i - 1].Span.End, operation));
        if (isBroken)
        {
            bool isBelow = _gap.Kind == GapKind.Space;
            int first = _gap.Kind switch
            {
                GapKind.Line => _gap.Column,
                GapKind.Space => _text.Column + 1,
                _ => _text.Column,
            };
            _columns.Push(isBelow ? first : first + IndentColumns);
        }
        Type(operands[0]);
        for (int i = 1; i < operands.Length; i++)
        {
            int at = OperatorBehind(operands[i - 1].Span.End, operation);
            _gap = IsBrokenAt(at) ? Gap.Line(Column - IndentColumns) : Gap.Space;
            Take(operation);
            Space();
            Type(operands[i]);
        }
        if (isBroken)
            _columns.Pop();
    }

    private int OperatorBehind(int offset, TokenKind operation)
    {
        int at = FirstTokenBehind(offset);
        while (_tokens[at].Kind != operation)
        {
            if (_tokens[at].Kind == TokenKind.Eof)
                throw new FormatMismatchException($"no {operation.UpstreamName()} behind byte {offset}");
            at++;
        }
        return at;
    }

    private int FirstTokenBehind(int offset)
    {
        int low = 0, high = _tokens.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_tokens[middle].Start < offset)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private bool IsBrokenAt(int index)
    {
        int line = _tokens[index].Line;
        int before = index - 1, behind = index + 1;
        while (IsPassedOver(_tokens[before].Kind))
            before--;
        while (IsPassedOver(_tokens[behind].Kind))
            behind++;
        return _tokens[before].Line < line || _tokens[behind].Line > line;
    }

    private void Tuple(TupleType tuple)
    {
        if (Next.Kind == TokenKind.ArefOperator)
        {
            Take();
            return;
        }
        Bracket brackets = Open(hasPadding: true);
        Types(tuple.Types);
        if (tuple.Types.IsEmpty)
            _gap = default;
        Close(brackets);
    }

    private void Record(RecordType record)
    {
        Bracket braces = Open(hasPadding: true);
        for (int i = 0; i < record.Fields.Length; i++)
        {
            RecordField field = record.Fields[i];
            if (i > 0)
                Comma();
            Key(field.Type);
            Space();
            Type(field.Type);
        }
        if (record.Fields.IsEmpty)
            _gap = default;
        Close(braces);
    }

    // `?name:` or `?:symbol =>`, up to the value's type.
    private void Key(RbsType type)
    {
        while (Next.Start < type.Span.Start && Next.Kind != TokenKind.LeftParen)
        {
            if (Next.Kind == TokenKind.FatArrow)
                Space();
            Take();
        }
    }
}

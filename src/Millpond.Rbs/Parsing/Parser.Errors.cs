using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Lexing;

namespace Millpond.Rbs.Parsing;

public sealed partial class Parser
{
    // Real signatures nest a dozen deep. Every reader of the tree recurses too, so the limit is theirs as well.
    private const int MaxDepth = 512;

    // A file with more is not RBS; reading on would only cost time.
    private const int MaxDiagnostics = 1000;

    private List<Diagnostic>? _diagnostics;
    private int _depth;
    private Token _failedAt;

    private SyntaxError Fail(in Token token, string message)
    {
        _failedAt = token;
        Report(new(DiagnosticCodes.Syntax, Severity.Error, message, _buffer, token.Span) { Token = token.Kind });
        return new SyntaxError();
    }

    // Upstream raises this as a RuntimeError without a place.
    private SyntaxError FailUnexpectedly(in Token token)
    {
        _failedAt = token;
        Report(new(DiagnosticCodes.Syntax, Severity.Error, "Unexpected error", _buffer, token.Span));
        return new SyntaxError();
    }

    private void Report(Diagnostic diagnostic)
    {
        _diagnostics ??= [];
        if (_diagnostics.Count < MaxDiagnostics)
            _diagnostics.Add(diagnostic);
    }

    private bool HasTooManyErrors => _diagnostics?.Count >= MaxDiagnostics;

    private ImmutableArray<Diagnostic> TakeDiagnostics() => _diagnostics is null ? [] : [.. _diagnostics];

    private void Enter()
    {
        // Sixteen levels need less stack than the runtime keeps in reserve, so only each sixteenth is checked.
        if (++_depth <= MaxDepth && (_depth % 16 != 0 || RuntimeHelpers.TryEnsureSufficientExecutionStack()))
            return;
        _failedAt = _next;
        Report(new(
            DiagnosticCodes.Nesting,
            Severity.Error,
            $"nested too deeply: more than {MaxDepth} levels",
            _buffer,
            _next.Span));
        throw new SyntaxError();
    }

    private void Leave() => _depth--;

    // Skips from the token that was wrong to the next line that begins as a member or declaration does, or to an `end`.
    // At least one token is skipped beyond `from`, so that recovery always comes to the end of the source.
    private void Recover(int from, in Scope scope, int depth, bool isTop = false)
    {
        _depth = depth;
        CloseScope(scope);
        _piles.CutParts();
        if (_failedAt.Start > from && _failedAt.Start < _next.Start)
            Rewind(_failedAt);
        else if (_next.Kind != TokenKind.Eof && _next.Start <= from)
            Advance();
        while (_next.Kind != TokenKind.Eof && !CanBegin(isTop))
            Advance();
    }

    private bool CanBegin(bool isTop)
    {
        if (_next.Kind == TokenKind.End)
            return _next2.Kind != TokenKind.Colon;
        if (!IsFirstOnLine(_next))
            return false;
        return _next.Kind switch
        {
            TokenKind.Class or TokenKind.Module or TokenKind.Interface or TokenKind.Type or TokenKind.Annotation =>
                _next2.Kind is not (TokenKind.Colon or TokenKind.FatArrow),
            TokenKind.GlobalVariable or TokenKind.UpperIdentifier =>
                _next2.Kind is TokenKind.Colon or TokenKind.Colon2,
            _ => !isTop && CanBeginMember(),
        };
    }

    private bool IsFirstOnLine(in Token token)
    {
        int before = _source.AsSpan(0, token.Start).LastIndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r');
        return before < 0 || _source[before] == '\n';
    }

    private void Rewind(in Token token)
    {
        _scanner.MoveTo(token.Start, token.Line);
        _current = token;
        Scan(out _next);
        Scan(out _next2);
        Scan(out _next3);
    }

    private bool CanBeginMember()
    {
        return _next.Kind switch
        {
            TokenKind.Def or TokenKind.Include or TokenKind.Extend or TokenKind.Prepend or TokenKind.Alias
                or TokenKind.AttrReader or TokenKind.AttrWriter or TokenKind.AttrAccessor or TokenKind.Public
                or TokenKind.Private => _next2.Kind is not (TokenKind.Colon or TokenKind.FatArrow),
            TokenKind.InstanceVariable or TokenKind.ClassVariable => _next2.Kind == TokenKind.Colon,
            TokenKind.Self => _next2.Kind == TokenKind.Dot,
            _ => false,
        };
    }

#pragma warning disable CA1032, CA1064 // Private: it never leaves the parser, and carries nothing.
    private sealed class SyntaxError : Exception;
#pragma warning restore CA1032, CA1064
}

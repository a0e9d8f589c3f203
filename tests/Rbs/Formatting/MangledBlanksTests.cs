using System.Text;
using CsCheck;
using Millpond.Rbs.Formatting;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Tests.Formatting;

/// <summary>One source with all kinds of blanks and comments between its tokens.</summary>
public sealed class MangledBlanksTests
{
    private const string Sample = """
        use A::B as C, D::*

        # doc of M
        %a{one}
        module M[unchecked out T < A, in U] : _Each[T], Object
          include Enumerable[T]
          attr_reader a(@b): Integer
          private attr_accessor self.c(): String
          @d: { a: Integer, ?b: [ A, B ], "k" => (A | B)? }
          alias g h
          private
          # doc of k
          def self?.k: () -> void
             | [X, Y < A] (A a, ?B, *C c, D, e: E, ?f: F, **G) ?{ (untyped) [self: H] -> void } -> (A | B & C)
             | %a{two} (^(A) { (C) -> D } -> E) -> singleton(E)
             | ...
          class Inner < Super[A]
            type t = A | :b ? | "c" | 1 | { }
            X: ^(?) -> void
          end
        end
        $g: G
        class C = D
        """;

    private static readonly string[] s_blanks =
        [" ", "  ", "\n", "\n\n\n", "\n    ", " # trailing\n", "\n# own line\n", "\n\n  # apart\n\n", "\t"];

    private static readonly Gen<string> s_mangled =
        Gen.Int[-s_blanks.Length, s_blanks.Length - 1].Select(n => Math.Max(0, n)).Array[400].Select(Mangle);

    [Fact]
    public void Formatting_twice_is_formatting_once() => s_mangled.Sample(
        static source => Formatted(source) is not { } once || Formatted(once) == once, iter: 2_000);

    [Fact]
    public void The_formatted_source_says_the_same() => s_mangled.Sample(
        static source => Formatted(source) is not { } once || SameMeaning.Of(Parse(source), Parse(once)), iter: 2_000);

    [Fact]
    public void Every_comment_is_kept_in_order() => s_mangled.Sample(
        static source => Formatted(source) is not { } once || Comments(source).SequenceEqual(Comments(once)),
        iter: 2_000);

    // Null where the blanks made another or no signature of it, such as a line break behind a `private`.
    private static string? Formatted(string source)
    {
        if (!Parse(source).IsValid)
            return null;
        FormatResult result = SignatureFormatter.Format(SourceBuffer.FromText("a.rbs", source));
        Assert.Empty(result.Diagnostics);
        return Encoding.UTF8.GetString(result.Text!);
    }

    private static string Mangle(int[] choices)
    {
        SourceBuffer buffer = SourceBuffer.FromText("a.rbs", Sample);
        StringBuilder mangled = new();
        int at = 0;
        foreach (Token token in Lexer.Tokenize(buffer))
            mangled.Append(token.Kind == TokenKind.Trivia && buffer[token.Span].Contains((byte)' ')
                ? s_blanks[choices[at++ % choices.Length]]
                : buffer.TextOf(token.Span));
        return mangled.ToString();
    }

    private static SignatureFile Parse(string source) =>
        Parser.ParseSignature(SourceBuffer.FromText("a.rbs", source));

    private static IEnumerable<string> Comments(string source)
    {
        SourceBuffer buffer = SourceBuffer.FromText("a.rbs", source);
        return Lexer.Tokenize(buffer)
            .Where(static token => token.Kind is TokenKind.Comment or TokenKind.LineComment)
            .Select(token => buffer.TextOf(token.Span));
    }
}

using System.Collections.Immutable;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Formatting;

/// <summary>What formatting made of a file.</summary>
/// <param name="Text">The formatted source in UTF-8; null where the file has errors and so is left alone.</param>
/// <param name="Diagnostics">The errors; empty where there is a text.</param>
public sealed record FormatResult(byte[]? Text, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>
/// Writes signatures as the community writes them: two columns a level, one overload a line with the bars below the
/// colon, at most one blank line, one around bodies. All comments stay, as they are; line breaks inside of brackets and
/// unions are the author's. Formatting a formatted file changes nothing. Costs about two parses. Free to use from many
/// threads.
/// </summary>
public static class SignatureFormatter
{
    /// <summary>The code of the finding that a file without errors could not be formatted.</summary>
    public const string RefusedCode = "RBS4001";

    /// <summary>Formats a file.</summary>
    /// <returns>The text; or the errors, where the file has some or would mean something else afterwards.</returns>
    public static FormatResult Format(SourceBuffer buffer, ParserOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        SignatureFile file = Parser.ParseSignature(buffer, options);
        return file.IsValid ? Format(file, options) : new(null, file.Diagnostics);
    }

    private static FormatResult Format(SignatureFile file, ParserOptions? options)
    {
        byte[] text;
        try
        {
            text = KeepingNoMagic(file, Printer.Print(file));
        }
        catch (FormatMismatchException mismatch)
        {
            return Refusal(file, mismatch.Message);
        }
        SignatureFile again = Parser.ParseSignature(SourceBuffer.FromBytes(file.Buffer.Name, text), options);
        return SameMeaning.Of(file, again)
            ? new(text, [])
            : Refusal(file, "it would mean something else");
    }

    // `# resolve-type-names: …` counts in the very first byte only: a comment that was not there must not come there.
    private static byte[] KeepingNoMagic(SignatureFile file, byte[] text)
    {
        bool hadMagic = file.Directives is [Ast.ResolveTypeNamesDirective, ..];
        return !hadMagic && MagicComment.Find(SourceBuffer.FromBytes("", text), 0) is not null
            ? [(byte)'\n', .. text]
            : text;
    }

    private static FormatResult Refusal(SignatureFile file, string why) => new(null,
    [
        new(RefusedCode, Severity.Error, $"the file cannot be formatted ({why}); please report it",
            file.Buffer, default),
    ]);
}

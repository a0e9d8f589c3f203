using System.Text;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Environments;

namespace Millpond.Rbs.Definitions;

/// <summary>Something wrong with definitions, in the rbs gem's words. Immutable.</summary>
/// <param name="Kind">Which of the gem's errors.</param>
/// <param name="Message">What is wrong, without the place.</param>
/// <param name="Place">The place that the message begins with.</param>
public sealed record DefinitionError(DefinitionErrorKind Kind, string Message, Place Place)
{
    /// <summary>The place whose line is shown below the message; null where the gem shows none.</summary>
    public Place? Excerpt { get; init; }

    internal Diagnostic? Finding { get; init; }

    /// <summary>A warning about what later versions do not allow; all else are errors.</summary>
    public Severity Severity => Kind == DefinitionErrorKind.WillSyntax ? Severity.Warning : Severity.Error;

    /// <summary>The gem's name of it: <c>RBS::NoTypeFoundError</c>.</summary>
    public string UpstreamName => Kind switch
    {
        // The one class upstream whose name does not end so.
        DefinitionErrorKind.CyclicTypeParameterBound => "RBS::CyclicTypeParameterBound",
        DefinitionErrorKind.Nesting => "SystemStackError",
        _ => $"RBS::{Kind}Error",
    };

    /// <summary>A stable code for filters: RBS3001 and so on.</summary>
    public string Code => $"RBS{3001 + (int)Kind}";

    /// <summary>Place, message and class in one line, as the gem writes them; without a class where it has
    /// none.</summary>
    public string Headline =>
        Finding is { Token: null } ? $"{Place}: {Message}" : $"{Place}: {Message} ({UpstreamName})";

    /// <summary>The whole text as the gem logs it: the headline and, where it has one, the line marked.</summary>
    public string FullText => Excerpt is { } place ? WithExcerpt(Headline, place) : Headline;

    /// <summary>The same as a finding for renderers.</summary>
    public Diagnostic ToDiagnostic() => Finding ?? new(Code, Severity, Message, Place.Buffer, Place.Span);

    /// <summary>A finding of the parser or of the environment, as the gem raises it.</summary>
    public static DefinitionError Of(Diagnostic diagnostic)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        Place place = new(diagnostic.Buffer, diagnostic.Span);
        return diagnostic.Code switch
        {
            EnvironmentCodes.Duplicate => new(DefinitionErrorKind.DuplicatedDeclaration, diagnostic.Message, place),
            EnvironmentCodes.TypeParamMismatch =>
                new(DefinitionErrorKind.GenericParameterMismatch, diagnostic.Message, place),
            // The whole message begins with the place.
            _ => new(DefinitionErrorKind.Parsing, diagnostic.FullMessage[$"{place}: ".Length..], place)
            {
                Excerpt = place,
                Finding = diagnostic,
            },
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Headline;

    // Only a place within one line is shown. Under it as many carets as it has characters.
    private static string WithExcerpt(string headline, Place place)
    {
        Text.Position start = place.Buffer.PositionOf(place.Span.Start);
        Text.Position end = place.Buffer.PositionOf(place.Span.End);
        if (start.Line != end.Line)
            return headline;
        StringBuilder text = new(headline);
        text.Append("\n\n  ").Append(LineAt(place)).Append("\n  ");
        text.Append(' ', start.Column).Append('^', Math.Max(end.Column - start.Column, 1)).Append('\n');
        return text.ToString();
    }

    private static string LineAt(Place place)
    {
        ReadOnlySpan<byte> bytes = place.Buffer.Bytes;
        int start = bytes[..place.Span.Start].LastIndexOf((byte)'\n') + 1;
        int length = bytes[start..].IndexOf((byte)'\n');
        return place.Buffer.TextOf(new(start, length < 0 ? bytes.Length - start : length));
    }
}

/// <summary>A definition cannot be made: what the rbs gem raises.</summary>
/// <param name="error">Why.</param>
public sealed class DefinitionException(DefinitionError error) : Exception(error.Headline)
{
    /// <summary>Why.</summary>
    public DefinitionError Error { get; } = error;

    /// <summary>The same for whoever asks. Recursion is told by the way that led to it, so it is not.</summary>
    internal bool IsLasting => Error.Kind != DefinitionErrorKind.RecursiveAncestor;
}

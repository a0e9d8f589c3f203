using System.Text.Json;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.LanguageServer;

public sealed partial class RbsLanguageServer
{
    private static byte[] Null => "null"u8.ToArray();

    private byte[] DocumentSymbols(JsonElement parameters)
    {
        SourceFile file = _workspace.FileOf(parameters.PathOfDocument());
        return JsonWriting.Value(json => Outlines.WriteDocument(json, file));
    }

    private byte[] WorkspaceSymbols(JsonElement parameters)
    {
        string query = parameters.FindText("query") ?? "";
        return JsonWriting.Value(json => Outlines.WriteMatches(json, _workspace, query));
    }

    private byte[] Hover(JsonElement parameters)
    {
        (SourceFile file, Occurrence? at) = Occurrence(parameters);
        if (at is not { Symbol: { } symbol } occurrence || Hovering.Of(symbol, _workspace.Environment) is not { } text)
            return Null;
        return JsonWriting.Object(json =>
        {
            json.WriteStartObject("contents");
            json.WriteString("kind", "markdown");
            json.WriteText("value", text);
            json.WriteEndObject();
            json.WriteRange("range", file.Buffer, occurrence.Span);
        });
    }

    private byte[] Definition(JsonElement parameters)
    {
        (_, Occurrence? at) = Occurrence(parameters);
        return at is not { Symbol: { } symbol } ? Null : Locations(Declarations.Of(symbol, _workspace.Environment)
            .Select(static place => (place.File, place.NameSpan)));
    }

    private byte[] FindReferences(JsonElement parameters)
    {
        (_, Occurrence? at) = Occurrence(parameters);
        if (at is not { Symbol: { } symbol })
            return Null;
        bool withDeclarations = parameters.Find("context")?.IsTrue("includeDeclaration") ?? true;
        return Locations(
            from file in _workspace.Files
            from occurrence in References.In(file, symbol, _workspace.Environment)
            where withDeclarations || occurrence.Declares is null
            select (file, occurrence.Span));
    }

    private byte[] Highlights(JsonElement parameters)
    {
        (SourceFile file, Occurrence? at) = Occurrence(parameters);
        if (at is not { Symbol: { } symbol })
            return Null;
        return JsonWriting.Value(json =>
        {
            json.WriteStartArray();
            foreach (Occurrence occurrence in References.In(file, symbol, _workspace.Environment))
            {
                json.WriteStartObject();
                json.WriteRange("range", file.Buffer, occurrence.Span);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }

    private byte[] PrepareRename(JsonElement parameters)
    {
        SourceFile file = _workspace.FileOf(parameters.PathOfDocument());
        Occurrence occurrence = Renaming.Prepare(file, _workspace, Offset(parameters, file));
        return JsonWriting.Object(json =>
        {
            json.WriteRange("range", file.Buffer, occurrence.Span);
            json.WriteText("placeholder", file.Buffer.TextOf(occurrence.Span));
        });
    }

    private byte[] Rename(JsonElement parameters)
    {
        SourceFile file = _workspace.FileOf(parameters.PathOfDocument());
        var edits = Renaming.Of(file, _workspace, Offset(parameters, file), parameters.GetText("newName"));
        return JsonWriting.Object(json =>
        {
            json.WriteStartObject("changes");
            foreach ((SourceFile each, List<(Span Span, string Text)> inFile) in edits)
            {
                json.WriteStartArray(_workspace.UriOf(each.Path));
                foreach ((Span span, string text) in inFile)
                    WriteEdit(json, each.Buffer, span, text);
                json.WriteEndArray();
            }
            json.WriteEndObject();
        });
    }

    private byte[] Format(JsonElement parameters)
    {
        SourceFile file = _workspace.FileOf(parameters.PathOfDocument());
        return JsonWriting.Value(json =>
        {
            json.WriteStartArray();
            if (FormattingEdit.Of(file.Buffer, _workspace.Version) is var (span, text))
                WriteEdit(json, file.Buffer, span, text);
            json.WriteEndArray();
        });
    }

    private (SourceFile File, Occurrence? Occurrence) Occurrence(JsonElement parameters)
    {
        SourceFile file = _workspace.FileOf(parameters.PathOfDocument());
        return (file, OccurrenceFinder.At(file, _workspace.Environment, Offset(parameters, file)));
    }

    private static int Offset(JsonElement parameters, SourceFile file) => parameters.Get("position").OffsetIn(file.Buffer);

    private byte[] Locations(IEnumerable<(SourceFile File, Span Span)> places) => JsonWriting.Value(json =>
    {
        json.WriteStartArray();
        foreach ((SourceFile file, Span span) in places)
            json.WriteLocation(_workspace.UriOf(file.Path), file.Buffer, span);
        json.WriteEndArray();
    });

    private static void WriteEdit(Utf8JsonWriter json, SourceBuffer buffer, Span span, string text)
    {
        json.WriteStartObject();
        json.WriteRange("range", buffer, span);
        json.WriteText("newText", text);
        json.WriteEndObject();
    }
}

using System.CommandLine;
using System.Text;
using System.Text.Json;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Environments.Loading;

namespace Millpond.Cli.Verbs;

/// <summary>Shows where signatures are loaded from.</summary>
internal sealed class RbsPathsVerb : Verb
{
    private readonly RbsEnvironmentOptions _environment = new();
    private readonly Option<bool> _json = CommonOptions.Json();

    internal RbsPathsVerb(CommandLine line)
        : base(
            "paths",
            "Show the folders that signatures are loaded from",
            "millpond rbs paths [--json] [options]",
            "millpond rbs paths -r json -I sig")
    {
        Options.Add(_json);
        _environment.AddTo(this);
        SetAction(parsed => Run(parsed, line.Command));
    }

    private int Run(System.CommandLine.ParseResult parsed, IReadOnlyList<string>? command)
    {
        NoCommand.Expect(command);
        EnvironmentLoader loader = _environment.Loader(parsed);
        if (parsed.GetValue(_json))
            RbsJson.Print(json => Write(json, loader));
        else
            Print(loader);
        return 0;
    }

    private static void Print(EnvironmentLoader loader)
    {
        StringBuilder text = new();
        foreach (SignatureFolder folder in loader.Folders)
        {
            text.Append(folder.Path).Append(" (").Append(folder.Kind).Append(folder.Origin switch
            {
                CoreOrigin => ", core",
                LibraryOrigin library => $", library, name={library.Name}",
                _ => "",
            }).Append(")\n");
        }
        Streams.Write(Streams.Output, text.ToString());
    }

    private static void Write(Utf8JsonWriter json, EnvironmentLoader loader)
    {
        json.WriteStartArray();
        foreach (SignatureFolder folder in loader.Folders)
        {
            json.WriteStartObject();
            json.WriteString("path", folder.Path);
            json.WriteString("kind", folder.Kind);
            json.WriteString("origin", folder.Origin switch
            {
                CoreOrigin => "core",
                LibraryOrigin => "library",
                _ => "folder",
            });
            if (folder.Origin is LibraryOrigin library)
            {
                json.WriteString("library", library.Name);
                json.WriteString("version", library.Version);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}

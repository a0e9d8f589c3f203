using System.Xml.Linq;
using Millpond.House.Tests.Tree;

namespace Millpond.House.Tests.Rules;

/// <summary>What one project may know: other projects of the house, and packages.</summary>
internal sealed record Allowed(string[] Projects, string[] Packages)
{
    public Allowed(params string[] projects) : this(projects, []) { }
}

/// <summary>
/// Who may know whom. A reference that is not in this table is a decision about the design: make it there first, in
/// docs/decisions, and then here.
/// </summary>
internal static class Arrows
{
    private const string Here = "tests/House/Rules/Arrows.cs";

    public static readonly IReadOnlyDictionary<string, Allowed> Table = new Dictionary<string, Allowed>
    {
        ["src/Millpond.Pages"] = new(),
        ["src/Millpond.Blocks"] = new("src/Millpond.Pages"),
        ["src/Millpond.Slots"] = new("src/Millpond.Pages"),
        ["src/Millpond.Numerics"] = new(["src/Millpond.Blocks"], ["System.Numerics.Tensors"]),
        ["src/Millpond.Rbs"] = new(),
        ["src/Millpond.Traces"] = new(),
        ["src/Millpond.Lab"] = new(
            "src/Millpond.Blocks", "src/Millpond.Slots", "src/Millpond.Rbs", "src/Millpond.Traces"),
        ["src/Millpond.Cli"] = new(
            ["src/Millpond.Lab", "src/Millpond.Rbs", "src/Millpond.Numerics"],
            ["System.CommandLine", "Spectre.Console"]),
        ["src/native/NumPy"] = new("src/Millpond.Blocks", "src/Millpond.Traces"),
        ["src/native/Ruby"] = new("src/Millpond.Traces"),

        // What is measured, and the real Rubies it is measured beside.
        ["bench/slots"] = new("src/Millpond.Slots", "src/Millpond.Lab"),

        // A test project knows what it tests. All have the packages of tests/Directory.Build.props.
        ["tests"] = new([], ["xunit.v3.mtp-v2", "CsCheck"]),
        ["tests/Pages"] = new("src/Millpond.Pages"),
        ["tests/Blocks"] = new("src/Millpond.Blocks"),
        ["tests/Slots"] = new("src/Millpond.Slots"),
        ["tests/Numerics"] = new("src/Millpond.Numerics"),
        ["tests/Rbs"] = new("src/Millpond.Rbs"),
        ["tests/Traces"] = new("src/Millpond.Traces"),
        ["tests/Lab"] = new("src/Millpond.Lab"),
        ["tests/Cli"] = new("src/Millpond.Cli"),
        ["tests/NumPy"] = new("src/native/NumPy"),
        ["tests/Native"] = new(),
        ["tests/House"] = new(),
    };

    public static bool IsProject(SourceFile file) =>
        Path.GetExtension(file.Path) is ".csproj" or ".props" or ".targets";

    public static IEnumerable<Finding> In(SourceFile file)
    {
        if (!IsProject(file)) yield break;
        string folder = FolderOf(file.Path);
        var document = XDocument.Parse(file.Text, LoadOptions.SetLineInfo);
        (XElement Element, string Name)[] packages = [.. References(document, "PackageReference")];
        (XElement Element, string Name)[] projects =
        [
            .. from reference in References(document, "ProjectReference")
               select (reference.Element, FolderOf(Resolve(folder, reference.Name))),
        ];
        if (!Table.TryGetValue(folder, out Allowed? allowed))
        {
            if (file.Path.EndsWith(".csproj", StringComparison.Ordinal) || projects.Length + packages.Length > 0)
                yield return new(file.Path, 1, $"{folder} is not in the table of {Here}: add what it may know");
            yield break;
        }
        foreach ((XElement element, string name) in projects.Where(found => !allowed.Projects.Contains(found.Name)))
            yield return new(file.Path, LineOf(element), $"{folder} may not know {name}: see {Here}");
        foreach ((XElement element, string name) in packages.Where(found => !allowed.Packages.Contains(found.Name)))
            yield return new(file.Path, LineOf(element), $"{folder} may not use the package {name}: see {Here}");
    }

    private static IEnumerable<(XElement Element, string Name)> References(XDocument document, string kind) =>
        from element in document.Descendants(kind)
        let name = (string?)element.Attribute("Include")
        where name is not null
        select (element, name);

    private static string Resolve(string folder, string reference) =>
        Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", folder, reference.Replace('\\', '/'))));

    private static string FolderOf(string path) => Path.GetDirectoryName(path) ?? "";

    private static int LineOf(XElement element) => ((System.Xml.IXmlLineInfo)element).LineNumber;
}

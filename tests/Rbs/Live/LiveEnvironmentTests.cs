using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Constants;
using Millpond.Rbs.Definitions;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Environments.Loading;
using Millpond.Rbs.Json;

namespace Millpond.Rbs.Tests.Live;

/// <summary>Core and all of stdlib as the real rbs gem loads and resolves them.</summary>
public sealed class LiveEnvironmentTests
{
    private static readonly ConcurrentDictionary<string, Task<List<JsonElement>>> s_answers = new();

    [Theory]
    [InlineData("host")]
    [InlineData("trixie")]
    public async Task The_same_classes_and_interfaces_are_loaded_in_the_same_order(string ruby)
    {
        var live = LiveRbs.Of(ruby);
        string[] theirs = Texts((await AskAsync(live)).Single(line => Kind(line) == "list").GetProperty("value"));
        RbsEnvironment environment = live.Load();
        Assert.Equal(
            theirs,
            ((IEnumerable<Entry>)[.. environment.Classes, .. environment.ClassAliases, .. environment.Interfaces])
                .Select(entry => $"{entry.Name} ({KindOf(entry)})"));
    }

    [Theory]
    [InlineData("host")]
    [InlineData("trixie")]
    public async Task The_same_folders_are_looked_into(string ruby)
    {
        var live = LiveRbs.Of(ruby);
        string[] theirs = Texts((await AskAsync(live)).Single(line => Kind(line) == "paths").GetProperty("value"));
        EnvironmentLoader loader = new(new() { Rbs = live.Gem, AllLibraries = true });
        Assert.Equal(
            theirs.Select(line => RootOf(live) + line),
            loader.Folders.Select(folder => $"{folder.Path} ({folder.Kind}, {OriginOf(folder.Origin)})"));
    }

    [Theory]
    [InlineData("host")]
    [InlineData("trixie")]
    public async Task Every_name_of_every_file_means_the_same(string ruby)
    {
        var live = LiveRbs.Of(ruby);
        Dictionary<string, string> theirs = (await AskAsync(live)).Where(line => Kind(line) == "file")
            .Select(line => line.GetProperty("value"))
            .ToDictionary(
                file => RootOf(live) + file.GetProperty("path").GetString(), file => file.GetProperty("sha256").GetString()!);
        RbsEnvironment environment = live.Load();
        Dictionary<string, string> ours = environment.Files.Where(file => !file.Tree.Declarations.IsEmpty)
            .ToDictionary(file => file.Path, file => Hash(environment, file));
        Assert.Equal(theirs, ours);
    }

    [Theory]
    [InlineData("host")]
    [InlineData("trixie")]
    public async Task Constants_in_every_class_mean_the_same(string ruby)
    {
        var live = LiveRbs.Of(ruby);
        ConstantResolver resolver = new(new DefinitionBuilder(live.Load()));
        List<string> differences = [];
        foreach (JsonElement line in (await AskAsync(live)).Where(line => Kind(line) == "constants"))
        {
            JsonElement value = line.GetProperty("value");
            TypeName context = TypeName.Parse(value.GetProperty("context").GetString()!);
            foreach (JsonElement constant in value.GetProperty("found").EnumerateArray())
                Compare(context, constant);
        }
        Assert.Equal([], differences.Take(12));

        void Compare(TypeName context, JsonElement constant)
        {
            string name = constant[0].GetString()!;
            ResolvedConstant? found = resolver.Resolve(TypeName.Parse(name), context);
            string theirs = $"{context} {name}: {constant[1].GetString()} {constant[2].GetString()}";
            string type = found is null ? "" : TypeText.Of(found.Type, live.Gem.Language);
            string ours = $"{context} {name}: {found?.Name} {type}";
            if (theirs != ours)
                differences.Add($"gem  {theirs}\nhere {ours}");
        }
    }

    // Asked once for all tests: it takes some seconds.
    private static Task<List<JsonElement>> AskAsync(LiveRbs live) => s_answers.GetOrAdd(
        live.Gem.CoreFolder, _ => live.RunForLinesAsync("environment.rb", RootOf(live)));

    private static string Kind(JsonElement line) => line.GetProperty("kind").GetString()!;

    private static string[] Texts(JsonElement values) => [.. values.EnumerateArray().Select(value => value.GetString()!)];

    // What comes before the paths that the Ruby sees.
    private static string RootOf(LiveRbs live) =>
        live.Gem.CoreFolder[..live.Gem.CoreFolder.IndexOf("/usr/", StringComparison.Ordinal)];

    private static string Hash(RbsEnvironment environment, SourceFile file)
    {
        using MemoryStream json = new();
        AstJson.Write(environment, json.Write, each => ReferenceEquals(each, file));
        return Convert.ToHexStringLower(SHA256.HashData(json.ToArray()));
    }

    private static string KindOf(Entry entry) => entry.Kind switch
    {
        DeclarationKind.Class => "class",
        DeclarationKind.Module => "module",
        DeclarationKind.ClassAlias => "class alias",
        DeclarationKind.ModuleAlias => "module alias",
        _ => "interface",
    };

    private static string OriginOf(SignatureOrigin origin) => origin switch
    {
        CoreOrigin => "core",
        LibraryOrigin library => $"library, name={library.Name}",
        _ => "folder",
    };
}

using System.Text.Json;
using Millpond.Rbs.Definitions;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Environments.Loading;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Validation;

namespace Millpond.Rbs.Tests.Live;

/// <summary>What the real rbs gem says of right and wrong signatures, word for word.</summary>
public sealed class LiveValidationTests
{
    private static readonly string s_folder = Path.Join(Repository.Root, "tests", "Rbs", "Live");

    [Theory]
    [InlineData("host")]
    [InlineData("trixie")]
    public void Core_and_stdlib_have_no_errors(string ruby)
    {
        ValidationResult result = new Validator(LiveRbs.Of(ruby).Load()).Validate();
        Assert.Equal([], result.Errors.Select(error => error.FullText));
    }

    [Fact]
    public async Task Core_and_stdlib_have_the_warnings_that_the_gem_gives()
    {
        var live = LiveRbs.Of("trixie");
        CommandResult theirs = (await live.RunAsync("validate_all.rb")).Succeeded();
        ValidationResult result = new Validator(live.Load()).Validate();
        string root = live.Gem.CoreFolder[..live.Gem.CoreFolder.IndexOf("/usr/", StringComparison.Ordinal)];
        Assert.Equal(
            theirs.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            result.Warnings.Select(warning => warning.Headline.Replace(root, "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("host")]
    [InlineData("trixie")]
    public async Task Every_broken_input_gets_the_gem_s_words(string ruby)
    {
        var live = LiveRbs.Of(ruby);
        RbsVersion version = live.Gem.Language;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("millpond-broken-");
        try
        {
            Write(folder.FullName, version);
            string core = Directory.CreateDirectory(Path.Join(folder.FullName, "core")).FullName;
            File.Copy(Path.Join(s_folder, "core.rbs"), Path.Join(core, "core.rbs"));
            List<JsonElement> lines =
                await live.RunForLinesAsync("validate.rb", Path.Join(folder.FullName, "cases"), core);
            List<string> differences = [];
            foreach (JsonElement line in lines)
                Compare(line, Path.Join(folder.FullName, "cases"), core, version, differences);
            Assert.True(lines.Count >= 60, $"only {lines.Count} cases");
            Assert.True(differences.Count == 0, $"{differences.Count}\n{string.Join('\n', differences)}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // One case behind each line that begins with ####; at its end the version that it needs.
    private static void Write(string folder, RbsVersion version)
    {
        string[] cases = File.ReadAllText(Path.Join(s_folder, "broken.txt"))
            .Split("#### ", StringSplitOptions.RemoveEmptyEntries);
        foreach (string text in cases)
        {
            string name = text[..text.IndexOf('\n', StringComparison.Ordinal)];
            int open = name.LastIndexOf('(');
            if (open > 0 && RbsVersion.TryParse(name[(open + 1)..^1], out RbsVersion needed) && version < needed)
                continue;
            string place = Directory.CreateDirectory(Path.Join(folder, "cases", name.Replace(' ', '_'))).FullName;
            File.WriteAllText(Path.Join(place, "a.rbs"), text[(name.Length + 1)..]);
        }
    }

    private static void Compare(
        JsonElement line, string cases, string core, RbsVersion version, List<string> differences)
    {
        string name = line.GetProperty("name").GetString()!;
        RbsEnvironment environment = new EnvironmentLoader(new LoaderOptions
        {
            Version = version,
            Folders = [core, Path.Join(cases, name)],
        }).Load();
        ValidationResult result = new Validator(environment).Validate();
        string[] theirs = [.. line.GetProperty("messages").EnumerateArray().Select(message => message.GetString()!)];
        // Until 3.3 rbs stopped at the first error and showed no line.
        bool isOld = version < new RbsVersion(3, 3);
        string[] ours = [.. result.All.Select(error => isOld ? error.Headline : error.FullText.Trim())];
        // What cannot be loaded ends it still.
        bool isUnloadable = result.Errors is
            [{ Kind: DefinitionErrorKind.DuplicatedDeclaration or DefinitionErrorKind.Parsing }, ..];
        if (isOld || isUnloadable)
            ours = [.. ours.Take(1)];
        if (!theirs.SequenceEqual(ours))
            differences.Add($"## {name}\n-- gem\n{string.Join('\n', theirs)}\n-- here\n{string.Join('\n', ours)}");
        else if ((line.GetProperty("status").GetInt32() == 0) != result.IsValid)
            differences.Add($"## {name}: gem ends with {line.GetProperty("status")}");
    }
}

using System.Text;
using System.Text.Json;
using Millpond.Rbs.Json;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Tests.Live;

/// <summary>Every signature that comes with an installed rbs gem, as that gem's own Ruby prints its tree.</summary>
public sealed class LiveAstTests
{
    [Theory]
    [InlineData("host")]
    [InlineData("trixie")]
    public async Task The_JSON_of_every_file_of_the_gem_is_the_gems_own(string ruby)
    {
        LiveRbs live = LiveRbs.Of(ruby);
        string root = Path.GetDirectoryName(live.Gem.CoreFolder)!;
        List<JsonElement> files = await live.RunForLinesAsync("ast_lines.rb");
        List<string> wrong = [];
        foreach (JsonElement file in files)
        {
            string name = file.GetProperty("file").GetString()!;
            if (JsonOf(Path.Join(root, name), name, live.Gem.Language) != file.GetProperty("json").GetString())
                wrong.Add(name);
        }
        Assert.True(files.Count > 200, $"{files.Count} files are not all");
        Assert.Empty(wrong);
    }

    private static string JsonOf(string path, string name, RbsVersion version)
    {
        SignatureFile file = Parser.ParseSignature(SourceBuffer.FromFile(path, name), new() { Version = version });
        return file.IsValid
            ? Encoding.UTF8.GetString(AstJson.Of(file, new() { Version = version }))
            : file.Diagnostics[0].FullMessage;
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using Millpond.Rbs.Environments.Loading;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Lab.RbsLoads;

/// <summary>Story 2, whole: the same signatures loaded under every sharing and policy.</summary>
/// <param name="Folder">Where the signatures are.</param>
/// <param name="Files">How many.</param>
/// <param name="Bytes">Their length.</param>
/// <param name="Loads">Loads that were counted in each case.</param>
/// <param name="Results">The cases.</param>
/// <param name="Live">Real Rubies on the same files.</param>
/// <param name="Absent">Why a real Ruby is not among them.</param>
/// <param name="HashSharingSavesBytes">What one shared empty hash saves of a kept environment.</param>
public sealed record RbsLoadStoryResult(
    string Folder,
    int Files,
    long Bytes,
    int Loads,
    IReadOnlyList<RbsLoadResult> Results,
    IReadOnlyList<LiveRbsResult> Live,
    IReadOnlyList<string> Absent,
    long HashSharingSavesBytes)
{
    /// <summary>Writes rbs.json and the picture into <paramref name="folder"/>, and gives their paths.</summary>
    public IReadOnlyList<string> Save(string folder)
    {
        Directory.CreateDirectory(folder);
        string results = Path.Combine(folder, "rbs.json"), picture = Path.Combine(folder, "rbs.svg");
        File.WriteAllText(results, JsonSerializer.Serialize(this, LabJson.Default.RbsLoadStoryResult) + "\n");
        File.WriteAllText(picture, RbsLoadPicture.Draw(this, "ruby33"));
        return [results, picture];
    }
}

/// <summary>Story 2: sharing an empty hash saves memory, and makes one Ruby slow.</summary>
public static class RbsLoadStory
{
    /// <summary>Loads in each case.</summary>
    public const int UsualLoads = 5;

    /// <summary>The signatures of a folder, or of the rbs gem that is installed here, read once.</summary>
    /// <exception cref="UserException">There are none.</exception>
    public static (string Folder, ImmutableArray<SignatureFile> Files) Read(string? folder)
    {
        string found = folder ?? Installed();
        if (!Directory.Exists(found))
            throw new UserException($"--dir {found}: there is no such folder");
        string[] paths = [.. Directory.EnumerateFiles(found, "*.rbs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        if (paths.Length == 0)
            throw new UserException($"--dir {found}: it holds no .rbs files");
        ParserOptions options = new() { Version = VersionOf(found) };
        return (found, [.. paths.Select(path => Parser.ParseSignature(SourceBuffer.FromFile(path), options))]);
    }

    /// <summary>Runs the cases, one after another. A second or so for each load of a few MB.</summary>
    public static RbsLoadStoryResult Run(
        string folder, ImmutableArray<SignatureFile> files, int loads, bool withRubies, Action<string, double> progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        IReadOnlyList<RbsLoadCase> cases = RbsLoadCase.All;
        List<RbsLoadResult> results = [];
        foreach (RbsLoadCase one in cases)
        {
            progress($"{one.Policy}, {one.Sharing}", (double)results.Count / (cases.Count + 1));
            results.Add(RbsLoadRunner.Run(one, files, loads));
        }
        List<string> absent = [];
        progress("real Rubies", (double)cases.Count / (cases.Count + 1));
        IReadOnlyList<LiveRbsResult> live = withRubies ? LiveRbsLoads.Run(folder, loads, absent) : [];
        return new(
            folder, files.Length, files.Sum(file => (long)file.Buffer.Length), loads, results, live, absent,
            Retained(results, RbsSharing.Arrays) - Retained(results, RbsSharing.Both));
    }

    private static long Retained(List<RbsLoadResult> results, RbsSharing sharing) => results
        .First(one => one.Case.Sharing == sharing && one.Case.Policy == "ruby33").Retained.Sum(one => one.Bytes);

    private static string Installed() => Millpond.Rbs.Environments.Loading.RubyFolders.OfThisMachine.FindRbs() is { } gem
        ? gem.CoreFolder
        : throw new UserException("no rbs gem is installed here: give --dir FOLDER, or apt-get install ruby-rbs");

    // A gem's own signatures are written in its own language, older than today's.
    private static RbsVersion VersionOf(string folder) => RbsGem.InFolder(folder) is { Version: not null } gem
        ? gem.Language
        : RbsVersion.Latest;
}

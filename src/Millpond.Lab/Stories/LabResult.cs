using System.Text.Json;
using Millpond.Lab.Doctor;
using Millpond.Lab.Heaps;

namespace Millpond.Lab.Stories;

/// <summary>What <c>millpond lab</c> writes to results.json.</summary>
/// <param name="Version">Of Millpond.</param>
/// <param name="MeasuredAt">When it began.</param>
/// <param name="IsQuick">True after --quick.</param>
/// <param name="Machine">Where.</param>
/// <param name="HugePages">How the kernel was set.</param>
/// <param name="NumPyStory">Story 1.</param>
/// <param name="HeapStory">Story 2 in the engine.</param>
public sealed record LabResult(
    string Version,
    DateTimeOffset MeasuredAt,
    bool IsQuick,
    MachineFinding Machine,
    HugePagesFinding HugePages,
    NumPyStoryResult NumPyStory,
    HeapStoryResult HeapStory)
{
    /// <summary>Writes results.json and the pictures into <paramref name="folder"/>, and gives their paths.</summary>
    public IReadOnlyList<string> Save(string folder)
    {
        Directory.CreateDirectory(folder);
        string results = Path.Combine(folder, "results.json");
        string picture = Path.Combine(folder, "numpy.svg");
        File.WriteAllText(results, JsonSerializer.Serialize(this, LabJson.Default.LabResult) + "\n");
        File.WriteAllText(picture, BeforeAfterPicture.Draw(NumPyStory));
        string heaps = Path.Combine(folder, "heap.svg");
        File.WriteAllText(heaps, HeapPicture.Draw(HeapStory));
        return [results, picture, heaps];
    }

    /// <summary>The result around finished stories.</summary>
    public static LabResult Of(
        string version, DateTimeOffset measuredAt, bool isQuick, NumPyStoryResult story, HeapStoryResult heaps)
    {
        KernelFiles kernel = new();
        return new(version, measuredAt, isQuick, Findings.Machine(kernel), Findings.HugePages(kernel), story, heaps);
    }
}

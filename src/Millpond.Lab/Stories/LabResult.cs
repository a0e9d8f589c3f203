using System.Text.Json;
using Millpond.Lab.Doctor;
using Millpond.Lab.Heaps;
using Millpond.Lab.RbsLoads;

namespace Millpond.Lab.Stories;

/// <summary>What <c>millpond lab</c> writes to results.json.</summary>
/// <param name="Version">Of Millpond.</param>
/// <param name="MeasuredAt">When it began.</param>
/// <param name="IsQuick">True after --quick.</param>
/// <param name="Machine">Where.</param>
/// <param name="HugePages">How the kernel was set.</param>
/// <param name="NumPyStory">Story 1; null: not asked for.</param>
/// <param name="HeapStory">Story 2 in the engine; null: not asked for.</param>
/// <param name="RbsStory">Story 2, whole; null: not asked for, or no signatures.</param>
/// <param name="NotRun">What was asked for and could not be run, and why.</param>
public sealed record LabResult(
    string Version,
    DateTimeOffset MeasuredAt,
    bool IsQuick,
    MachineFinding Machine,
    HugePagesFinding HugePages,
    NumPyStoryResult? NumPyStory,
    HeapStoryResult? HeapStory,
    RbsLoadStoryResult? RbsStory,
    IReadOnlyList<string> NotRun)
{
    /// <summary>Writes results.json and the pictures into <paramref name="folder"/>, and gives their paths.</summary>
    public IReadOnlyList<string> Save(string folder)
    {
        Directory.CreateDirectory(folder);
        string results = Path.Combine(folder, "results.json");
        File.WriteAllText(results, JsonSerializer.Serialize(this, LabJson.Default.LabResult) + "\n");
        List<string> written = [results];
        Draw("numpy.svg", NumPyStory is { } numpy ? BeforeAfterPicture.Draw(numpy) : null);
        Draw("heap.svg", HeapStory is { } heaps ? HeapPicture.Draw(heaps) : null);
        Draw("rbs.svg", RbsStory is { } loads ? RbsLoadPicture.Draw(loads, "ruby33") : null);
        return written;

        void Draw(string name, string? picture)
        {
            if (picture is null)
                return;
            written.Add(Path.Combine(folder, name));
            File.WriteAllText(written[^1], picture);
        }
    }

    /// <summary>A result without a story yet.</summary>
    public static LabResult Of(string version, DateTimeOffset measuredAt, bool isQuick)
    {
        KernelFiles kernel = new();
        return new(
            version, measuredAt, isQuick, Findings.Machine(kernel), Findings.HugePages(kernel), null, null, null, []);
    }
}

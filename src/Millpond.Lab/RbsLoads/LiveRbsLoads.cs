using System.Text.Json;
using Millpond.Lab.Ruby;
using Millpond.Lab.Statistics;

namespace Millpond.Lab.RbsLoads;

/// <summary>A real Ruby with its rbs gem, on the same files.</summary>
/// <param name="Ruby">Its version.</param>
/// <param name="Rbs">The gem's.</param>
/// <param name="LoadsPerSecond">Loads in a second.</param>
/// <param name="MinorPerLoad">Minor collections in a load, on average.</param>
/// <param name="MajorPerLoad">Major collections in a load.</param>
/// <param name="AllocatedPerLoad">Objects allocated by a load.</param>
/// <param name="Pages">Eden pages of each pool at the end.</param>
public sealed record LiveRbsResult(
    string Ruby,
    string Rbs,
    Spread LoadsPerSecond,
    double MinorPerLoad,
    double MajorPerLoad,
    double AllocatedPerLoad,
    IReadOnlyList<int> Pages);

/// <summary>Runs the rbs gems of this machine's Rubies.</summary>
public static class LiveRbsLoads
{
    private static readonly string[] s_rubies = ["host", "trixie"];

    /// <summary>Those Rubies that are here and have the gem; the others' reasons go to <paramref name="absent"/>.</summary>
    /// <param name="folder">The signatures, read by each Ruby where it sees them.</param>
    /// <param name="loads">Loads that are counted.</param>
    /// <param name="absent">Why a Ruby is not in the result.</param>
    public static IReadOnlyList<LiveRbsResult> Run(string folder, int loads, ICollection<string> absent)
    {
        List<LiveRbsResult> results = [];
        foreach (string name in s_rubies)
        {
            try
            {
                LiveRuby ruby = RubyFinder.Find(name);
                string seen = ruby.PathInside(Path.GetFullPath(folder));
                results.Add(Parse(ruby.Evaluate(
                    $"rbs_folder = {Quote(seen)}\nrbs_loads = {loads}\n" + Resources.Text("Ruby/rbs_loads.rb"))));
            }
            catch (UserException missing)
            {
                absent.Add(missing.Message);
            }
        }
        return results;
    }

    internal static LiveRbsResult Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        JsonElement[] loads = [.. root.GetProperty("loads").EnumerateArray()];
        double Mean(string key) => loads.Average(load => load.GetProperty(key).GetDouble());
        return new(
            root.GetProperty("ruby").GetString()!,
            root.GetProperty("rbs").GetString()!,
            Spread.Of([.. loads.Select(load => 1 / load.GetProperty("seconds").GetDouble())]),
            Mean("minor"),
            Mean("major"),
            Mean("allocated"),
            [.. root.GetProperty("pages").EnumerateArray().Select(page => page.GetInt32())]);
    }

    private static string Quote(string text) => "'" + text.Replace("\\", "\\\\").Replace("'", "\\'") + "'";
}

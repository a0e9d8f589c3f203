using System.Text.Json;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Conformance;

/// <summary>
/// Compares trees whose places cannot be the same number for number. Annotations from the comments of a Ruby file were
/// recorded with their places in that file, which the case does not hold: the distance must be one and the same for each
/// line. And some places are never set upstream (<see cref="KnownDifferences.Unset"/>).
/// </summary>
internal sealed class TreeComparison(SourceBuffer buffer, bool isShifted)
{
    private readonly Dictionary<int, int> _distances = [];

    public bool Equal(string expected, string actual)
    {
        using JsonDocument left = JsonDocument.Parse(expected);
        using JsonDocument right = JsonDocument.Parse(actual);
        return Equal(left.RootElement, right.RootElement, isPlace: false);
    }

    /// <summary>Whether the distance between the two is that of the other places on the same line.</summary>
    public bool Equal(int expected, int actual)
    {
        if (actual == KnownDifferences.Unset || expected == actual)
            return true;
        if (!isShifted)
            return false;
        int line = buffer.Lines.LineOf(actual);
        _distances.TryAdd(line, expected - actual);
        return _distances[line] == expected - actual;
    }

    private bool Equal(JsonElement expected, JsonElement actual, bool isPlace)
    {
        if (expected.ValueKind != actual.ValueKind)
            return false;
        return expected.ValueKind switch
        {
            JsonValueKind.Object => EqualObjects(expected, actual),
            JsonValueKind.Array => expected.GetArrayLength() == actual.GetArrayLength()
                && expected.EnumerateArray().Zip(actual.EnumerateArray())
                    .All(pair => Equal(pair.First, pair.Second, isPlace)),
            JsonValueKind.Number when isPlace => Equal(expected.GetInt32(), actual.GetInt32()),
            _ => expected.GetRawText() == actual.GetRawText(),
        };
    }

    private bool EqualObjects(JsonElement expected, JsonElement actual)
    {
        JsonProperty[] left = [.. expected.EnumerateObject()];
        JsonProperty[] right = [.. actual.EnumerateObject()];
        // {"s":…,"e":…} and the parts below it, {"name":[…],…}: all that is no node.
        bool isPlace = left is [{ Name: not ("_" or "hash") }, ..];
        return left.Length == right.Length && left.Zip(right).All(pair =>
            pair.First.Name == pair.Second.Name && Equal(pair.First.Value, pair.Second.Value, isPlace));
    }
}

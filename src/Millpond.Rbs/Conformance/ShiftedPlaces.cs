using System.Text.Json;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Conformance;

/// <summary>
/// Compares trees of annotations that were taken from the comments of a Ruby file: their recorded places are those in
/// that file, which the case does not hold. They must be the same up to one distance for each line.
/// </summary>
internal sealed class ShiftedPlaces(SourceBuffer buffer)
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
        // Inline sources are ASCII as a rule; elsewhere a line's distance is that of its characters all the same.
        int offset = buffer.IsAscii ? actual : Math.Min(actual, buffer.Length);
        int line = buffer.Lines.LineOf(offset);
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
        bool isPlace = left.Length > 0 && left[0].Name != "_";
        return left.Length == right.Length && left.Zip(right).All(pair =>
            pair.First.Name == pair.Second.Name && Equal(pair.First.Value, pair.Second.Value, isPlace));
    }
}

using System.Text.Json;

namespace Millpond.Lab.Ruby;

/// <summary>What a real Ruby's collector said at one moment, under CRuby's keys.</summary>
/// <param name="Stat"><c>GC.stat</c>.</param>
/// <param name="Heaps"><c>GC.stat_heap</c>, by heap; empty for Ruby 3.1, which has one heap and no such call.</param>
public sealed record CollectorState(
    IReadOnlyDictionary<string, long> Stat, IReadOnlyList<IReadOnlyDictionary<string, long>> Heaps);

/// <summary>One program's run on a real Ruby. Immutable.</summary>
/// <param name="Program">The program's name.</param>
/// <param name="Ruby">The Ruby's version, such as 3.3.8.</param>
/// <param name="Platform">Its platform: <c>x86_64-linux-gnu</c>, <c>wasm32-wasi</c>.</param>
/// <param name="Settings">The RUBY_GC_* variables it was given.</param>
/// <param name="Before">After boot, compilation and three full collections.</param>
/// <param name="After">At the program's end.</param>
/// <param name="LastCollection"><c>GC.latest_gc_info</c>; null for nil.</param>
/// <param name="Json">The line as Ruby wrote it.</param>
public sealed record LiveRow(
    string Program,
    string Ruby,
    string Platform,
    IReadOnlyDictionary<string, string> Settings,
    CollectorState Before,
    CollectorState After,
    IReadOnlyDictionary<string, string?> LastCollection,
    string Json)
{
    /// <summary>Bytes of a pointer: 4 on WebAssembly, where slots are half as large.</summary>
    public int PointerBytes => Platform.StartsWith("wasm32", StringComparison.Ordinal) ? 4 : 8;

    /// <summary>Minor collections during the program.</summary>
    public long MinorCollections => Difference("minor_gc_count");

    /// <summary>Major collections during the program.</summary>
    public long MajorCollections => Difference("major_gc_count");

    /// <summary>Reads a line.</summary>
    /// <exception cref="UserException">It is no row; <paramref name="place"/> says where it stands.</exception>
    public static LiveRow Parse(string json, string place)
    {
        try
        {
            using var document = JsonDocument.Parse(Guard.NotNull(json));
            return Read(document.RootElement, json);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException
            or FormatException)
        {
            throw new UserException(
                $"{place}: not a row of GC.stat before and after a program ({Reason(error)}); record it again");
        }
    }

    private static string Reason(Exception error) => error.Message.ReplaceLineEndings(" ");

    private static LiveRow Read(JsonElement root, string json) => new(
        Text(root, "program"),
        Text(root, "ruby"),
        Text(root, "platform"),
        root.GetProperty("env").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString() ?? ""),
        State(root, "before"),
        State(root, "after"),
        root.GetProperty("latest_gc_info").EnumerateObject().ToDictionary(one => one.Name, one => Word(one.Value)),
        json);

    private static string Text(JsonElement root, string key) =>
        root.GetProperty(key).GetString() ?? throw new FormatException($"{key} is null");

    private static string? Word(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null ? null : value.ToString();

    private static CollectorState State(JsonElement root, string moment) => new(
        Counts(root.GetProperty("stat_" + moment)),
        root.TryGetProperty("stat_heap_" + moment, out JsonElement heaps)
            ? [.. heaps.EnumerateObject().OrderBy(heap => int.Parse(heap.Name)).Select(heap => Counts(heap.Value))]
            : []);

    private static Dictionary<string, long> Counts(JsonElement table) =>
        table.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetInt64());

    private long Difference(string key) => After.Stat[key] - Before.Stat[key];
}

using System.Text;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Formatting;

/// <summary>The difference of two texts as <c>diff -u</c> prints it. Lines are found by Myers' algorithm.</summary>
public static class UnifiedDiff
{
    private const int ContextLines = 3;

    // The algorithm's memory is the square of it; beyond, everything between the first and the last difference is one
    // change.
    private const int MostEdits = 2_000;

    /// <summary>The difference; empty where there is none.</summary>
    /// <param name="path">Names both sides, as <c>a/path</c> and <c>b/path</c>.</param>
    /// <param name="before">UTF-8.</param>
    /// <param name="after">UTF-8.</param>
    public static string Of(string path, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        string[] one = Utf8.ToText(before).Split('\n'), other = Utf8.ToText(after).Split('\n');
        List<Edit> edits = Edits(one, other);
        StringBuilder text = new();
        for (int at = 0; at < edits.Count;)
        {
            int end = at + 1;
            while (end < edits.Count && edits[end].Before - edits[end - 1].BeforeEnd <= 2 * ContextLines)
                end++;
            if (text.Length == 0)
                text.Append($"--- a/{path}\n+++ b/{path}\n");
            AppendHunk(text, edits.GetRange(at, end - at), one, other);
            at = end;
        }
        return text.ToString();
    }

    private static void AppendHunk(StringBuilder text, List<Edit> edits, string[] one, string[] other)
    {
        int start = Math.Max(0, edits[0].Before - ContextLines);
        int end = Math.Min(Count(one), edits[^1].BeforeEnd + ContextLines);
        int afterStart = edits[0].After - (edits[0].Before - start);
        int afterEnd = edits[^1].AfterEnd + (end - edits[^1].BeforeEnd);
        text.Append($"@@ -{Range(start, end)} +{Range(afterStart, afterEnd)} @@\n");
        int at = start;
        foreach (Edit edit in edits)
        {
            Append(text, ' ', one, at, edit.Before);
            Append(text, '-', one, edit.Before, edit.BeforeEnd);
            Append(text, '+', other, edit.After, edit.AfterEnd);
            at = edit.BeforeEnd;
        }
        Append(text, ' ', one, at, end);
    }

    // Behind the last newline there is one more, empty part: no line.
    private static int Count(string[] lines) => lines[^1].Length == 0 ? lines.Length - 1 : lines.Length;

    private static string Range(int start, int end) =>
        end == start ? $"{start},0" : end == start + 1 ? $"{end}" : $"{start + 1},{end - start}";

    private static void Append(StringBuilder text, char mark, string[] lines, int start, int end)
    {
        for (int at = start; at < end; at++)
        {
            text.Append(mark).Append(lines[at]).Append('\n');
            if (at == lines.Length - 1)
                text.Append("\\ No newline at end of file\n");
        }
    }

    private static List<Edit> Edits(string[] one, string[] other)
    {
        int beforeEnd = Count(one), afterEnd = Count(other);
        bool differInEnd = beforeEnd == one.Length ^ afterEnd == other.Length;
        int start = 0, tail = 0, most = Math.Min(beforeEnd, afterEnd);
        while (start < most && one[start] == other[start])
            start++;
        while (tail < most - start && one[beforeEnd - 1 - tail] == other[afterEnd - 1 - tail])
            tail++;
        // A last line with a newline is another than one without.
        if (differInEnd && most > 0)
        {
            tail = 0;
            start = Math.Min(start, most - 1);
        }
        beforeEnd -= tail;
        afterEnd -= tail;
        if (start == beforeEnd && start == afterEnd)
            return [];
        List<int[]>? trace = differInEnd ? null : Trace(one.AsSpan(start..beforeEnd), other.AsSpan(start..afterEnd));
        return trace is null
            ? [new(start, beforeEnd, start, afterEnd)]
            : Backtrack(trace, start, beforeEnd - start, afterEnd - start);
    }

    // For each number of edits, how far into `one` each diagonal got.
    private static List<int[]>? Trace(ReadOnlySpan<string> one, ReadOnlySpan<string> other)
    {
        List<int[]> trace = [];
        for (int edits = 0; edits <= Math.Min(one.Length + other.Length, MostEdits); edits++)
        {
            int[] reached = new int[2 * edits + 1];
            trace.Add(reached);
            for (int diagonal = -edits; diagonal <= edits; diagonal += 2)
            {
                int x = edits == 0 ? 0 : StepFrom(trace[edits - 1], diagonal, edits, out _);
                int y = x - diagonal;
                while (x < one.Length && y < other.Length && y >= 0 && one[x] == other[y])
                {
                    x++;
                    y++;
                }
                reached[diagonal + edits] = x;
                if (x >= one.Length && y >= other.Length)
                    return trace;
            }
        }
        return null;
    }

    private static int StepFrom(int[] reached, int diagonal, int edits, out bool isInsertion)
    {
        int last = edits - 1;
        int above = diagonal + 1 <= last ? reached[diagonal + 1 + last] : -1;
        int left = diagonal - 1 >= -last ? reached[diagonal - 1 + last] + 1 : -1;
        isInsertion = above >= left;
        return isInsertion ? above : left;
    }

    private static List<Edit> Backtrack(List<int[]> trace, int start, int x, int y)
    {
        List<Edit> edits = [];
        for (int number = trace.Count - 1; number > 0; number--)
        {
            int diagonal = x - y;
            int stepX = StepFrom(trace[number - 1], diagonal, number, out bool isInsertion);
            int beforeX = isInsertion ? stepX : stepX - 1;
            int beforeY = isInsertion ? stepX - diagonal - 1 : stepX - diagonal;
            edits.Add(new(
                start + beforeX, start + stepX, start + beforeY, start + stepX - diagonal));
            (x, y) = (beforeX, beforeY);
        }
        edits.Reverse();
        return Joined(edits);
    }

    private static List<Edit> Joined(List<Edit> single)
    {
        List<Edit> edits = [];
        foreach (Edit edit in single)
        {
            if (edits.Count > 0 && edits[^1].BeforeEnd == edit.Before && edits[^1].AfterEnd == edit.After)
                edits[^1] = edits[^1] with { BeforeEnd = edit.BeforeEnd, AfterEnd = edit.AfterEnd };
            else
                edits.Add(edit);
        }
        return edits;
    }

    private readonly record struct Edit(int Before, int BeforeEnd, int After, int AfterEnd);
}

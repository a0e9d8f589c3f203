using Millpond.Rbs.Conformance;

namespace Millpond.Rbs.Tests.Conformance;

/// <summary>Every call that was recorded from the rbs gem comes out as recorded.</summary>
public sealed class RecordedCasesTests
{
    // Both about methods called self or quoted: docs/rbs-conformance.md.
    private const int DocumentedCases = 2;

    [Theory]
    [InlineData("parse-cases.jsonl.gz", 1164, DocumentedCases)]
    [InlineData("mutations.jsonl.gz", 12528, 0)]
    public void Every_recorded_call_comes_out_as_recorded(string file, int cases, int documented)
    {
        List<string> failed = [];
        ConformanceCount count = ConformanceRun.Run(Recorded.PathOf(file), difference =>
        {
            if (difference.Reason is null)
                failed.Add(ConformanceReport.Text(difference));
        });
        Assert.Empty(failed);
        Assert.Equal(new(cases - documented, 0, documented), count);
    }
}

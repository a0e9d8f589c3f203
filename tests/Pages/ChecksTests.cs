namespace Millpond.Pages.Tests;

public sealed class ChecksTests
{
    [Fact]
    public void A_guard_names_what_does_not_hold_and_what_to_do()
    {
        var bytes = -1;
        var failure = Assert.Throws<ArgumentOutOfRangeException>(() => Guard.InRange(bytes >= 0, "give zero or more"));
        Assert.Equal("bytes >= 0", failure.ParamName);
        Assert.StartsWith("give zero or more", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_argument_is_named()
    {
        string? text = null;
        Assert.Equal("text", Assert.Throws<ArgumentNullException>(() => Guard.NotNull(text)).ParamName);
    }

    [Fact]
    public void What_was_disposed_is_named()
    {
        var failure = Assert.Throws<ObjectDisposedException>(static () => Guard.NotDisposed(true, "the pool"));
        Assert.Equal("the pool", failure.ObjectName);
    }

#if INVARIANTS
    [Fact]
    public void An_invariant_names_expression_file_and_line()
    {
        var failure = Assert.Throws<InvariantException>(static () => Invariant.Assert(1 > 2));
        Assert.Matches(@"^does not hold: 1 > 2 \(ChecksTests\.cs:\d+\)$", failure.Message);
    }
#endif
}

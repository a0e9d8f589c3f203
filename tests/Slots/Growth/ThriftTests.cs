using Millpond.Slots.Growth;

namespace Millpond.Slots.Tests.Growth;

public sealed class ThriftTests
{
    [Theory]
    [InlineData("fast", 10.0)]
    [InlineData("balanced", 100.0)]
    [InlineData("small", 1000.0)]
    [InlineData("42.5", 42.5)]
    public void A_word_or_a_number_is_a_price(string text, double price) => Assert.Equal(price, Thrift.TryParse(text));

    [Theory]
    [InlineData("")]
    [InlineData("Fast")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    public void Anything_else_is_none(string text) => Assert.Null(Thrift.TryParse(text));
}

using Millpond.Rbs.Text;

namespace Millpond.Rbs.Tests.Text;

public sealed class LineMapTests
{
    private static readonly SourceBuffer s_mixed = SourceBuffer.FromText("a.rbs", "ab\né𝄞c\n");

    [Fact]
    public void A_line_begins_behind_each_newline() => Assert.Equal(3, s_mixed.Lines.Count);

    [Fact]
    public void A_line_has_no_newline() => Assert.Equal("é𝄞c", s_mixed.TextOf(s_mixed.Lines.SpanOf(2)));

    [Theory]
    [InlineData(ColumnUnit.CodePoint, 2)]
    [InlineData(ColumnUnit.Utf16, 3)]
    [InlineData(ColumnUnit.Byte, 6)]
    public void Columns_are_in_the_unit_asked_for(ColumnUnit unit, int column) =>
        Assert.Equal(new Position(2, column), s_mixed.PositionOf(9, unit));

    [Theory]
    [InlineData(ColumnUnit.CodePoint)]
    [InlineData(ColumnUnit.Utf16)]
    [InlineData(ColumnUnit.Byte)]
    public void A_position_leads_back_to_its_offset(ColumnUnit unit) =>
        Assert.Equal(9, s_mixed.Lines.OffsetOf(s_mixed.PositionOf(9, unit), unit));

    [Theory]
    [InlineData(ColumnUnit.CodePoint, 5)]
    [InlineData(ColumnUnit.Utf16, 6)]
    [InlineData(ColumnUnit.Byte, 9)]
    public void Offsets_are_in_the_unit_asked_for(ColumnUnit unit, int offset) =>
        Assert.Equal(offset, s_mixed.Lines.OffsetIn(unit, 9));

    [Fact]
    public void A_broken_byte_counts_as_one_character() =>
        Assert.Equal(new Position(1, 2), SourceBuffer.FromBytes("a.rbs", [0xFF, 0xFE, (byte)'x']).PositionOf(2));

    [Fact]
    public void A_column_behind_the_end_is_the_end_of_its_line() =>
        Assert.Equal(2, s_mixed.Lines.OffsetOf(new(1, 99), ColumnUnit.CodePoint));

    [Fact]
    public void Broken_bytes_survive_as_text() =>
        Assert.Equal([0x61, 0xFF], Utf8.ToBytes(Utf8.ToText([0x61, 0xFF])));
}

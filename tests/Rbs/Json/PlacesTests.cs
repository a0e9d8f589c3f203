using CsCheck;
using Millpond.Rbs.Json;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Tests.Json;

public sealed class PlacesTests
{
    private static readonly Gen<string> s_source = Gen.Char["a\né日\r"].Array[0, 60].Select(units => new string(units));

    [Fact]
    public void In_whatever_order_places_are_asked_for_they_are_the_buffers() =>
        Gen.Select(s_source, Gen.Int[0, 60].Array[0, 20]).Sample((source, offsets) =>
        {
            SourceBuffer buffer = SourceBuffer.FromText("a.rbs", source);
            Places places = new(buffer);
            return offsets.Select(offset => Boundary(buffer, offset)).All(offset =>
                places.Of(offset) == buffer.PositionOf(offset)
                && places.CodePoints(offset) == buffer.Lines.OffsetIn(ColumnUnit.CodePoint, offset));
        });

    private static int Boundary(SourceBuffer buffer, int offset)
    {
        offset = Math.Min(offset, buffer.Length);
        while (offset < buffer.Length && (buffer.Bytes[offset] & 0xC0) == 0x80)
            offset++;
        return offset;
    }
}

namespace Millpond.Rbs.Text;

/// <summary>In what a column or an offset is counted.</summary>
public enum ColumnUnit
{
    /// <summary>Unicode code points: what the rbs gem reports. A byte that is not UTF-8 counts as one.</summary>
    CodePoint,

    /// <summary>UTF-16 units: what editors count in, and .NET strings.</summary>
    Utf16,

    /// <summary>Bytes of UTF-8.</summary>
    Byte,
}

using System.Globalization;
using System.Net;
using System.Text;

namespace Millpond.Lab.Stories;

/// <summary>
/// Writes a static SVG: rectangles, lines and text; no script, no style sheet, no font but the reader's own.
/// </summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();

    internal SvgWriter(double width, double height, string title, string description)
    {
        Add($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" """, end: "");
        Add($"""width="{width}" height="{height}" role="img" font-family="sans-serif">""");
        Add($"<title>{WebUtility.HtmlEncode(title)}</title>");
        Add($"<desc>{WebUtility.HtmlEncode(description)}</desc>");
        Rectangle(0, 0, width, height, "#FFFFFF");
    }

    internal void Rectangle(double x, double y, double width, double height, string colour) =>
        Add($"""<rect x="{x:0.##}" y="{y:0.##}" width="{width:0.##}" height="{height:0.##}" fill="{colour}"/>""");

    internal void VerticalLine(double x, double top, double bottom, string colour) =>
        Rectangle(x - 1, top, 2, bottom - top, colour);

    internal void Text(double x, double y, string text, double size = 12, string weight = "normal")
    {
        Add($"""<text x="{x:0.##}" y="{y:0.##}" font-size="{size:0.##}" font-weight="{weight}">""", end: "");
        Add($"{WebUtility.HtmlEncode(text)}</text>");
    }

    public override string ToString() => _text + "</svg>\n";

    private void Add(FormattableString line, string end = "\n") =>
        _text.Append(line.ToString(CultureInfo.InvariantCulture)).Append(end);
}

using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;
using Context = Millpond.Rbs.Environments.Context;

namespace Millpond.Rbs.Json;

/// <summary>
/// Writes the tree of one buffer as the rbs gem of a version does: same keys, same order. In its full form it adds what
/// upstream leaves out: offsets, the parts of each place, directives, and annotations where upstream forgets them.
/// </summary>
internal sealed partial class AstWriter
{
    private readonly JsonText _out;
    private readonly Places _places;
    private readonly byte[] _bufferPart;
    private readonly SourceBuffer _buffer;
    private readonly RbsVersion _version;
    private readonly bool _isFull;
    private readonly Resolution? _resolution;
    private Context _context;

    /// <summary>With a <paramref name="resolution"/> names are absolute, as seen from <paramref name="root"/>.</summary>
    public AstWriter(
        JsonText output,
        SourceBuffer buffer,
        AstJsonOptions options,
        Resolution? resolution = null,
        Context? root = null)
    {
        _resolution = resolution;
        _context = root ?? Context.Root;
        _out = output;
        _buffer = buffer;
        _version = options.Version;
        _isFull = options.IsFull;
        _places = new(buffer);
        JsonText name = new();
        name.Raw(""","buffer":{"name":"""u8);
        name.String(buffer.Name);
        name.Raw('}');
        _bufferPart = name.Written.ToArray();
    }

    private delegate void WriteOne<T>(T item);

    private void List<T>(ImmutableArray<T> items, WriteOne<T> write)
    {
        _out.Raw('[');
        for (int at = 0; at < items.Length; at++)
        {
            if (at > 0)
                _out.Raw(',');
            write(items[at]);
        }
        _out.Raw(']');
    }

    private void Name(Name? name)
    {
        if (name is null)
            _out.Null();
        else
            _out.String(name.Text);
    }

    private void Name(TypeName name) => _out.String((_resolution?.Resolve(name, _context) ?? name).ToString());

    /// <summary>A name that is declared here, not used.</summary>
    private void DeclaredName(TypeName name) =>
        _out.String((_resolution is null ? name : name.Within(_context.Prefix)).ToString());

    /// <summary>The key before a place, and the place.</summary>
    private void Location(Node node)
    {
        _out.Raw(""","location":"""u8);
        Place(node.Span);
        if (_isFull && LocationChildren.Of(node) is { Length: > 0 } children)
            Children(children);
        _out.Raw('}');
    }

    private void Location(Span span)
    {
        _out.Raw(""","location":"""u8);
        Whole(span);
    }

    // What an end of -1 looks like, which some places have in old versions.
    private void LocationWithoutEnd(int start)
    {
        _out.Raw(""","location":{"start":"""u8);
        Point(start);
        _out.Raw(""","end":{"line":1,"column":-1}"""u8);
        _out.Raw(_bufferPart);
        _out.Raw('}');
    }

    private void Whole(Span span)
    {
        Place(span);
        _out.Raw('}');
    }

    /// <summary>A place without its last brace.</summary>
    private void Place(Span span)
    {
        StartAndEnd(span);
        _out.Raw(_bufferPart);
    }

    private void StartAndEnd(Span span)
    {
        _out.Raw("""{"start":"""u8);
        Point(span.Start);
        _out.Raw(""","end":"""u8);
        Point(span.End);
    }

    private void Point(int offset)
    {
        Position position = _places.Of(offset);
        _out.Raw("""{"line":"""u8);
        _out.Number(position.Line);
        _out.Raw(""","column":"""u8);
        _out.Number(position.Column);
        if (_isFull)
        {
            _out.Raw(""","offset":"""u8);
            _out.Number(_places.CodePoints(offset));
            _out.Raw(""","byte":"""u8);
            _out.Number(offset);
        }
        _out.Raw('}');
    }

    private void Children(LocationChild[] children)
    {
        char before = '{';
        _out.Raw(""","children":"""u8);
        foreach (LocationChild child in children)
        {
            _out.Raw(before);
            before = ',';
            _out.String(child.Name);
            _out.Raw(':');
            if (child.Span.Exists)
            {
                StartAndEnd(child.Span);
                _out.Raw('}');
            }
            else
            {
                _out.Null();
            }
        }
        _out.Raw('}');
    }
}

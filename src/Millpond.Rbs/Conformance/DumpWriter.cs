using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Json;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Conformance;

/// <summary>
/// Writes a tree as the recorded cases hold it: each node with its Ruby class in <c>_</c> and its instance variables in
/// the order Ruby set them, places as offsets in code points with their parts. With <paramref name="copiesBugs"/> also
/// what is wrong upstream (<see cref="KnownDifferences"/>).
/// </summary>
internal sealed partial class DumpWriter(JsonText output, SourceBuffer buffer, bool copiesBugs = false)
{
    private readonly Places _places = new(buffer);

    public void Nothing() => output.Null();

    private void Begin(string rubyClass)
    {
        output.Raw("""{"_":"""u8);
        output.String(rubyClass);
    }

    private void End() => output.Raw('}');

    private void Key(string key)
    {
        output.Raw(',');
        output.String(key);
        output.Raw(':');
    }

    private void Symbol(string key, string? name)
    {
        Key(key);
        Symbol(name);
    }

    private void Symbol(string? name) => Wrapped("sym", name);

    private void Text(string key, string text)
    {
        Key(key);
        Wrapped("str", text);
    }

    private void TypeName(string key, TypeName? name)
    {
        Key(key);
        Wrapped("tn", name?.ToString());
    }

    private void Wrapped(string kind, string? text)
    {
        if (text is null)
        {
            output.Null();
            return;
        }
        output.Raw('{');
        output.String(kind);
        output.Raw(':');
        output.String(text);
        output.Raw('}');
    }

    private void Bool(string key, bool value)
    {
        Key(key);
        output.Bool(value);
    }

    private void List<T>(string key, ImmutableArray<T> items, Action<T> write)
    {
        Key(key);
        List(items, write);
    }

    private void List<T>(ImmutableArray<T> items, Action<T> write)
    {
        output.Raw('[');
        for (int at = 0; at < items.Length; at++)
        {
            if (at > 0)
                output.Raw(',');
            write(items[at]);
        }
        output.Raw(']');
    }

    private void Hash<T>(string key, IEnumerable<T> pairs, Action<T> writeKey, Action<T> writeValue)
    {
        Key(key);
        output.Raw("""{"hash":["""u8);
        bool isFirst = true;
        foreach (T pair in pairs)
        {
            output.Raw(isFirst ? "["u8 : ",["u8);
            isFirst = false;
            writeKey(pair);
            output.Raw(',');
            writeValue(pair);
            output.Raw(']');
        }
        output.Raw("]}"u8);
    }

    private void Location(Node node, string key = "location")
    {
        Key(key);
        output.Raw("""{"s":"""u8);
        output.Number(_places.CodePoints(node.Span.Start));
        output.Raw(""","e":"""u8);
        output.Number(_places.CodePoints(node.Span.End));
        LocationChild[] children = LocationChildren.Of(node);
        if (children.Length > 0)
            output.Raw(""","c":"""u8);
        char before = '{';
        foreach (LocationChild child in children)
        {
            output.Raw(before);
            before = ',';
            output.String(child.Name);
            output.Raw(':');
            if (copiesBugs && KnownDifferences.Misplaced(node, child, buffer) is { } place)
                Range(place.Start, place.End);
            else
                Range(child.Span);
        }
        if (children.Length > 0)
            output.Raw('}');
        output.Raw('}');
    }

    private void Range(Span span)
    {
        if (!span.Exists)
        {
            output.Null();
            return;
        }
        Range(span.Start, span.End);
    }

    private void Range(int start, int end)
    {
        output.Raw('[');
        output.Number(start < 0 ? start : _places.CodePoints(start));
        output.Raw(',');
        output.Number(end < 0 ? end : _places.CodePoints(end));
        output.Raw(']');
    }

    private void Location(string key, Span span)
    {
        Key(key);
        Location(span);
    }

    private void Location(Span span)
    {
        if (!span.Exists)
        {
            output.Null();
            return;
        }
        output.Raw("""{"s":"""u8);
        output.Number(_places.CodePoints(span.Start));
        output.Raw(""","e":"""u8);
        output.Number(_places.CodePoints(span.End));
        output.Raw('}');
    }

    private void Comment(Comment comment)
    {
        Key("comment");
        if (!comment.Exists)
        {
            output.Null();
            return;
        }
        Begin("AST::Comment");
        Key("string");
        output.Raw("""{"str":"""u8);
        output.String(comment.Utf8In(buffer).AsSpan());
        output.Raw('}');
        Location("location", comment.Span);
        End();
    }

    private void Annotation(Annotation annotation)
    {
        Begin("AST::Annotation");
        Text("string", annotation.Text);
        Location(annotation);
        End();
    }
}

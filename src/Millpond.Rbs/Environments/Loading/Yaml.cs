using System.Globalization;
using System.Text;

namespace Millpond.Rbs.Environments.Loading;

/// <summary>A value of YAML: a text, a list or a map. Null is the empty text.</summary>
internal abstract record YamlValue(int Line)
{
    /// <summary>The value under a key, or null where this is no map or has no such key.</summary>
    public YamlValue? this[string key] => this is YamlMap map ? map.Pairs.GetValueOrDefault(key) : null;

    /// <summary>The text, or null where this is none.</summary>
    public string? Text => (this as YamlText)?.Value;

    /// <summary>The items, none where this is no list.</summary>
    public IReadOnlyList<YamlValue> Items => this is YamlList list ? list.Values : [];
}

internal sealed record YamlText(int Line, string Value) : YamlValue(Line);

internal sealed record YamlList(int Line, IReadOnlyList<YamlValue> Values) : YamlValue(Line);

internal sealed record YamlMap(int Line, IReadOnlyDictionary<string, YamlValue> Pairs) : YamlValue(Line);

/// <summary>
/// Reads the YAML that rbs itself writes and its users write for it: maps and lists by indentation, texts plain, in single
/// or in double quotes on one line, comments, empty <c>[]</c> and <c>{}</c>. All else is an error that names the line.
/// </summary>
internal sealed class Yaml
{
    private readonly string _name;
    private readonly List<(int Number, int Indent, string Text)> _lines = [];
    private int _at;

    private Yaml(string name) => _name = name;

    /// <summary>Reads a document.</summary>
    /// <exception cref="RbsLoadException">It is not of this subset.</exception>
    public static YamlValue Read(string name, string text)
    {
        Yaml reader = new(name);
        reader.SplitLines(text);
        if (reader._lines.Count == 0)
            return new YamlMap(1, new Dictionary<string, YamlValue>());
        YamlValue value = reader.ReadBlock(reader._lines[0].Indent);
        if (reader._at < reader._lines.Count)
            throw reader.Error(reader._lines[reader._at].Number, "this line is indented otherwise than those above");
        return value;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="RbsLoadException">It cannot be read, or is not of this subset.</exception>
    public static YamlValue ReadFile(string path)
    {
        try
        {
            return Read(path, File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RbsLoadException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    private void SplitLines(string text)
    {
        int number = 0;
        foreach (string raw in text.Split('\n'))
        {
            number++;
            string line = raw.TrimEnd();
            string content = line.TrimStart(' ');
            if (content.Length == 0 || content[0] == '#' || line == "---" || line.StartsWith("--- #", StringComparison.Ordinal))
                continue;
            if (line == "...")
                break;
            if (content[0] == '\t')
                throw Error(number, "YAML is indented with spaces, not with tabs");
            _lines.Add((number, line.Length - content.Length, content));
        }
    }

    private YamlValue ReadBlock(int indent) => IsItem(_lines[_at].Text) ? ReadList(indent) : ReadMap(indent);

    private YamlList ReadList(int indent)
    {
        int first = _lines[_at].Number;
        List<YamlValue> values = [];
        while (_at < _lines.Count && _lines[_at].Indent == indent && IsItem(_lines[_at].Text))
        {
            (int number, _, string text) = _lines[_at];
            string rest = text[1..].TrimStart(' ');
            if (rest.Length == 0)
            {
                _at++;
                values.Add(ReadNested(number, indent, orListAtSameIndent: false));
            }
            else if (KeyEnd(rest) >= 0 || IsItem(rest))
            {
                // What follows the dash is a block of its own, indented by the dash and the blanks.
                int inner = indent + text.Length - rest.Length;
                _lines[_at] = (number, inner, rest);
                values.Add(ReadBlock(inner));
            }
            else
            {
                _at++;
                values.Add(ReadScalar(number, rest));
            }
        }
        return new(first, values);
    }

    private YamlMap ReadMap(int indent)
    {
        int first = _lines[_at].Number;
        Dictionary<string, YamlValue> pairs = new(StringComparer.Ordinal);
        while (_at < _lines.Count && _lines[_at].Indent == indent && !IsItem(_lines[_at].Text))
        {
            (int number, _, string text) = _lines[_at];
            int end = KeyEnd(text);
            if (end <= 0)
                throw Error(number, $"expected 'key: value' and found '{text}'");
            string key = ReadScalar(number, text[..end]).Value;
            string rest = text[(end + 1)..].Trim();
            _at++;
            YamlValue value = rest.Length == 0 || rest[0] == '#'
                ? ReadNested(number, indent, orListAtSameIndent: true)
                : ReadInline(number, rest);
            if (!pairs.TryAdd(key, value))
                throw Error(number, $"the key {key} is there twice");
        }
        return new(first, pairs);
    }

    private YamlValue ReadNested(int number, int indent, bool orListAtSameIndent)
    {
        if (_at < _lines.Count)
        {
            (_, int next, string text) = _lines[_at];
            if (next > indent || (orListAtSameIndent && next == indent && IsItem(text)))
                return ReadBlock(next);
        }
        return new YamlText(number, "");
    }

    private YamlValue ReadInline(int number, string text) => WithoutComment(text) switch
    {
        "[]" => new YamlList(number, []),
        "{}" => new YamlMap(number, new Dictionary<string, YamlValue>()),
        _ => ReadScalar(number, text),
    };

    private YamlText ReadScalar(int number, string text) => text[0] switch
    {
        '\'' => new(number, ReadQuoted(number, text, '\'')),
        '"' => new(number, ReadQuoted(number, text, '"')),
        '[' or '{' or '|' or '>' or '&' or '*' or '!' or '%' or '@' or '`' => throw Error(
            number, $"'{text[0]}' begins YAML that is not read here; write plain keys, lists and texts"),
        _ => new(number, WithoutComment(text) is "~" or "null" ? "" : WithoutComment(text)),
    };

    private string ReadQuoted(int number, string text, char quote)
    {
        StringBuilder value = new();
        for (int at = 1; at < text.Length; at++)
        {
            char next = text[at];
            if (next == quote && quote == '\'' && at + 1 < text.Length && text[at + 1] == quote)
                value.Append(text[at++]);
            else if (next == quote)
                return WithoutComment(text[(at + 1)..]).Length == 0 ? value.ToString()
                    : throw Error(number, $"something follows the text {text[..(at + 1)]}");
            else if (next == '\\' && quote == '"' && at + 1 < text.Length)
                value.Append(Unescape(number, text[++at]));
            else
                value.Append(next);
        }
        throw Error(number, $"the text {text} is not closed on its line");
    }

    private char Unescape(int number, char escaped) => escaped switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        '0' => '\0',
        '"' or '\\' or '/' or ' ' => escaped,
        _ => throw Error(number, $"the escape \\{escaped} is not read here"),
    };

    private static bool IsItem(string text) => text == "-" || text.StartsWith("- ", StringComparison.Ordinal);

    // The colon that ends a key: behind quotes, or the first with a blank or the line's end behind it.
    private static int KeyEnd(string text)
    {
        int from = 0;
        if (text[0] is '\'' or '"')
        {
            from = text.IndexOf(text[0], 1) + 1;
            return from > 0 && from < text.Length && text[from] == ':' ? from : -1;
        }
        for (int at = text.IndexOf(':', from); at >= 0; at = text.IndexOf(':', at + 1))
        {
            if (at + 1 == text.Length || text[at + 1] == ' ')
                return at;
        }
        return -1;
    }

    private static string WithoutComment(string text)
    {
        if (text.TrimStart().StartsWith('#'))
            return "";
        int comment = text.IndexOf(" #", StringComparison.Ordinal);
        return (comment < 0 ? text : text[..comment]).Trim();
    }

    private RbsLoadException Error(int line, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{_name}, line {line}: {what}"));
}

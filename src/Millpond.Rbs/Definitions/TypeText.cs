using System.Collections.Immutable;
using System.Text;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Json;
using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Definitions;

/// <summary>Types as the rbs gem's <c>to_s</c> writes them: on one line, which is not always how they were
/// written.</summary>
public sealed class TypeText
{
    // Until 3.0 only the names that are these were quoted.
    private static readonly HashSet<string> s_oldKeywords =
    [
        "bool", "bot", "class", "instance", "interface", "nil", "self", "singleton", "top", "void", "type", "unchecked",
        "in", "out", "end", "def", "include", "extend", "prepend", "alias", "module", "attr_reader", "attr_writer",
        "attr_accessor", "public", "private", "untyped", "true", "false",
    ];

    private readonly StringBuilder _text = new();
    private readonly RbsVersion _version;

    private TypeText(RbsVersion version) => _version = version;

    /// <summary>A type.</summary>
    /// <param name="type">The type; names are written as they are in it.</param>
    /// <param name="version">The version whose spelling is wanted.</param>
    public static string Of(RbsType type, RbsVersion version)
    {
        TypeText writer = new(version);
        writer.Write(type, 0);
        return writer._text.ToString();
    }

    /// <summary>A method type: <c>[T] (T) -> ::Array[T]</c>.</summary>
    public static string Of(MethodType type, RbsVersion version)
    {
        ArgumentNullException.ThrowIfNull(type);
        TypeText writer = new(version);
        if (!type.TypeParams.IsEmpty)
        {
            writer._text.Append('[');
            writer.Join(type.TypeParams, writer.Write);
            writer._text.Append("] ");
        }
        writer.Write(type.Function, type.Block, null, "");
        return writer._text.ToString();
    }

    /// <summary>A type parameter with all it has: <c>unchecked out T &lt; ::Object</c>.</summary>
    public static string Of(TypeParam parameter, RbsVersion version)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        TypeText writer = new(version);
        writer.Write(parameter);
        return writer._text.ToString();
    }

    /// <summary>Types with commas between them.</summary>
    public static string Of(ImmutableArray<RbsType> types, RbsVersion version)
    {
        TypeText writer = new(version);
        writer.Join(types, type => writer.Write(type, 0));
        return writer._text.ToString();
    }

    // The level is upstream's: above 0 a union, above 0 an intersection puts itself in parentheses.
    private void Write(RbsType type, int level)
    {
        switch (type)
        {
            case BaseType t:
                _text.Append(Keyword(t.Kind));
                break;
            case VariableType t:
                _text.Append(t.Name.Text);
                break;
            case SingletonType t:
                _text.Append("singleton(").Append(t.Name).Append(')');
                WriteArgs(t.Args);
                break;
            case NamedType t:
                _text.Append(t.Name);
                WriteArgs(t.Args);
                break;
            case LiteralType t:
                _text.Append(RubyInspect.Of(t));
                break;
            case TupleType t:
                _text.Append("[ ");
                Join(t.Types, part => Write(part, 0));
                _text.Append(t.Types.IsEmpty ? "]" : " ]");
                break;
            case RecordType t:
                Write(t);
                break;
            case OptionalType t:
                Write(t);
                break;
            case UnionType t:
                Parenthesized(level, " | ", t.Types, part => Write(part, UnionLevel(part, level)));
                break;
            case IntersectionType t:
                Parenthesized(level, " & ", t.Types, part => Write(part, 2));
                break;
            case ProcType t:
                Write(t.Function, t.Block, t.SelfType, "^");
                break;
            default:
                throw new InvalidOperationException($"Unknown type {type.GetType().Name}");
        }
    }

    // RBS 3.5 began to keep the parentheses of an intersection in a union.
    private int UnionLevel(RbsType part, int level) =>
        part is IntersectionType && _version >= new RbsVersion(3, 5) ? Math.Max(1, level) : 0;

    private void WriteArgs(ImmutableArray<RbsType> args)
    {
        if (args.IsEmpty)
            return;
        _text.Append('[');
        Join(args, arg => Write(arg, 0));
        _text.Append(']');
    }

    private void Write(RecordType record)
    {
        if (record.Fields.IsEmpty)
        {
            _text.Append("{ }");
            return;
        }
        _text.Append("{ ");
        Join(record.Fields, field =>
        {
            if (!field.IsRequired)
                _text.Append('?');
            if (field.Key is SymbolLiteral { Value.Text: var name } && IsPlainKey(name))
                _text.Append(name).Append(": ");
            else
                _text.Append(RubyInspect.Of(field.Key)).Append(" => ");
            Write(field.Type, 0);
        });
        _text.Append(" }");
    }

    // Until 3.0 a digit made a key be quoted.
    private bool IsPlainKey(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(unit => unit == '_' || char.IsAsciiLetter(unit)
            || (char.IsAsciiDigit(unit) && _version >= new RbsVersion(3, 0)));

    private void Write(OptionalType optional)
    {
        bool isProc = optional.Type is ProcType && _version >= new RbsVersion(3, 0);
        if (isProc)
            _text.Append('(');
        Write(optional.Type, 1);
        _text.Append(isProc ? ")?" : optional.Type is SymbolLiteral ? " ?" : "?");
    }

    private void Write(FunctionType function, Block? block, RbsType? selfType, string prefix)
    {
        _text.Append(prefix).Append('(');
        WriteParams(function);
        _text.Append(") ");
        WriteSelf(selfType);
        if (block is not null)
        {
            _text.Append(block.IsRequired ? "{ (" : "?{ (");
            WriteParams(block.Function);
            _text.Append(") ");
            WriteSelf(block.SelfType);
            _text.Append("-> ");
            Write(block.Function.ReturnType, 1);
            _text.Append(" } ");
        }
        _text.Append("-> ");
        Write(function.ReturnType, 1);
    }

    private void WriteSelf(RbsType? selfType)
    {
        if (selfType is null)
            return;
        _text.Append("[self: ");
        Write(selfType, 0);
        _text.Append("] ");
    }

    private void WriteParams(FunctionType type)
    {
        if (type is not Function function)
        {
            _text.Append('?');
            return;
        }
        int start = _text.Length;
        foreach (Param param in function.RequiredPositionals)
            WriteParam(start, "", param);
        foreach (Param param in function.OptionalPositionals)
            WriteParam(start, "?", param);
        if (function.RestPositionals is { } rest)
            WriteParam(start, "*", rest);
        foreach (Param param in function.TrailingPositionals)
            WriteParam(start, "", param);
        foreach ((Name name, Param param) in function.RequiredKeywords)
            WriteParam(start, $"{name}: ", param);
        foreach ((Name name, Param param) in function.OptionalKeywords)
            WriteParam(start, $"?{name}: ", param);
        if (function.RestKeywords is { } keywords)
            WriteParam(start, "**", keywords);
    }

    private void WriteParam(int start, string prefix, Param param)
    {
        if (_text.Length > start)
            _text.Append(", ");
        _text.Append(prefix);
        Write(param.Type, 0);
        if (param.Name is not { Text: var name })
            return;
        _text.Append(NeedsQuotes(name) ? $" `{name}`" : $" {name}");
    }

    private bool NeedsQuotes(string name) => _version >= new RbsVersion(3, 0)
        ? !name.All(unit => unit == '_' || char.IsAsciiLetterOrDigit(unit))
        : s_oldKeywords.Contains(name);

    private void Write(TypeParam param)
    {
        if (param.IsUnchecked)
            _text.Append("unchecked ");
        _text.Append(param.Variance switch
        {
            Variance.Covariant => "out ",
            Variance.Contravariant => "in ",
            _ => "",
        });
        _text.Append(param.Name.Text);
        WriteBound(" < ", param.UpperBound);
        WriteBound(" > ", param.LowerBound);
        WriteBound(" = ", param.Default);
    }

    private void WriteBound(string sign, RbsType? bound)
    {
        if (bound is null)
            return;
        _text.Append(sign);
        Write(bound, 0);
    }

    private void Parenthesized(int level, string separator, ImmutableArray<RbsType> types, Action<RbsType> write)
    {
        if (level > 0)
            _text.Append('(');
        Join(types, write, separator);
        if (level > 0)
            _text.Append(')');
    }

    private void Join<T>(ImmutableArray<T> items, Action<T> write, string separator = ", ")
    {
        for (int at = 0; at < items.Length; at++)
        {
            if (at > 0)
                _text.Append(separator);
            write(items[at]);
        }
    }

    private static string Keyword(BaseTypeKind kind) => kind switch
    {
        BaseTypeKind.Bool => "bool",
        BaseTypeKind.Bottom => "bot",
        BaseTypeKind.Class => "class",
        BaseTypeKind.Instance => "instance",
        BaseTypeKind.Nil => "nil",
        BaseTypeKind.Self => "self",
        BaseTypeKind.Top => "top",
        BaseTypeKind.Void => "void",
        BaseTypeKind.Todo => "__todo__",
        _ => "untyped",
    };
}

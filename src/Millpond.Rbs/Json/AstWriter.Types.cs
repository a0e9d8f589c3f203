using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Versions;

namespace Millpond.Rbs.Json;

internal sealed partial class AstWriter
{
    public void Type(RbsType type)
    {
        _out.Raw("""{"class":"""u8);
        switch (type)
        {
            case BaseType t:
                Base(t.Kind);
                break;
            case VariableType t:
                _out.Raw("""
                    "variable","name":
                    """u8);
                Name(t.Name);
                break;
            case NamedType t:
                Named(t);
                break;
            case TupleType t:
                Types("\"tuple\",\"types\":"u8, t.Types);
                break;
            case UnionType t:
                Types("\"union\",\"types\":"u8, t.Types);
                break;
            case IntersectionType t:
                Types("\"intersection\",\"types\":"u8, t.Types);
                break;
            case OptionalType t:
                _out.Raw("""
                    "optional","type":
                    """u8);
                Type(t.Type);
                break;
            case RecordType t:
                Record(t);
                break;
            case LiteralType t:
                _out.Raw("""
                    "literal","literal":
                    """u8);
                _out.String(RubyInspect.Of(t));
                break;
            case ProcType t:
                Proc(t);
                return;
        }
        Location(type);
        _out.Raw('}');
    }

    private void Base(BaseTypeKind kind) => _out.Raw(kind switch
    {
        BaseTypeKind.Bool => "\"bool\""u8,
        BaseTypeKind.Bottom => "\"bot\""u8,
        BaseTypeKind.Class => "\"class\""u8,
        BaseTypeKind.Instance => "\"instance\""u8,
        BaseTypeKind.Nil => "\"nil\""u8,
        BaseTypeKind.Self => "\"self\""u8,
        BaseTypeKind.Top => "\"top\""u8,
        BaseTypeKind.Void => "\"void\""u8,
        BaseTypeKind.Todo => "\"__todo__\""u8,
        _ => "\"untyped\""u8,
    });

    private void Named(NamedType type)
    {
        _out.Raw(type switch
        {
            ClassInstanceType => "\"class_instance\""u8,
            InterfaceType => "\"interface\""u8,
            AliasType => "\"alias\""u8,
            _ => "\"class_singleton\""u8,
        });
        _out.Raw(""","name":"""u8);
        Name(type.Name);
        if (type is not SingletonType || _version >= LanguageVersions.SingletonArgs)
            Types(""","args":"""u8, type.Args);
    }

    private void Types(ReadOnlySpan<byte> before, ImmutableArray<RbsType> types)
    {
        _out.Raw(before);
        List(types, Type);
    }

    private void Record(RecordType record)
    {
        _out.Raw("""
            "record","fields":
            """u8);
        if (_version < LanguageVersions.OptionalRecordKeys)
        {
            Fields(record.Fields, null);
            return;
        }
        Fields(record.Fields, true);
        _out.Raw(""","optional_fields":"""u8);
        Fields(record.Fields, false);
    }

    private void Fields(ImmutableArray<RecordField> fields, bool? required)
    {
        _out.Raw('{');
        bool isFirst = true;
        foreach (RecordField field in fields)
        {
            if (required is not null && field.IsRequired != required)
                continue;
            if (!isFirst)
                _out.Raw(',');
            isFirst = false;
            _out.String(KeyText(field.Key));
            _out.Raw(':');
            Type(field.Type);
        }
        _out.Raw('}');
    }

    // As Ruby's to_s, which is what its JSON makes of keys that are no strings: 1, "1" and :"1" look the same.
    private static string KeyText(LiteralType key) => key switch
    {
        StringLiteral text => text.Value,
        SymbolLiteral symbol => symbol.Value.Text,
        _ => RubyInspect.Of(key),
    };

    private void Proc(ProcType proc)
    {
        _out.Raw("""
            "proc","type":
            """u8);
        Function(proc.Function);
        _out.Raw(""","block":"""u8);
        Block(proc.Block);
        Location(proc);
        _out.Raw(""","self_type":"""u8);
        TypeOrNull(proc.SelfType);
        _out.Raw('}');
    }

    private void TypeOrNull(RbsType? type)
    {
        if (type is null)
            _out.Null();
        else
            Type(type);
    }

    private void Function(FunctionType function)
    {
        _out.Raw('{');
        if (function is Function f)
        {
            _out.Raw("""
                "required_positionals":
                """u8);
            List(f.RequiredPositionals, Param);
            _out.Raw(""","optional_positionals":"""u8);
            List(f.OptionalPositionals, Param);
            _out.Raw(""","rest_positionals":"""u8);
            ParamOrNull(f.RestPositionals);
            _out.Raw(""","trailing_positionals":"""u8);
            List(f.TrailingPositionals, Param);
            _out.Raw(""","required_keywords":"""u8);
            Keywords(f.RequiredKeywords);
            _out.Raw(""","optional_keywords":"""u8);
            Keywords(f.OptionalKeywords);
            _out.Raw(""","rest_keywords":"""u8);
            ParamOrNull(f.RestKeywords);
            Forwarding(f);
            _out.Raw(',');
        }
        _out.Raw("""
            "return_type":
            """u8);
        Type(function.ReturnType);
        _out.Raw('}');
    }

    private void Forwarding(Function function)
    {
        if (_version < LanguageVersions.Forwarding)
            return;
        _out.Raw(""","forwarding":"""u8);
        if (!function.ForwardingSpan.Exists)
            _out.Null();
        else if (_isFull)
            Whole(function.ForwardingSpan);
        else
            _out.Raw("{}"u8); // Upstream writes nothing of it.
    }

    private void Keywords(KeywordParams keywords)
    {
        char before = '{';
        if (keywords.IsEmpty)
            _out.Raw(before);
        foreach (KeyValuePair<Name, Param> pair in keywords)
        {
            _out.Raw(before);
            before = ',';
            _out.String(pair.Key.Text);
            _out.Raw(':');
            Param(pair.Value);
        }
        _out.Raw('}');
    }

    private void ParamOrNull(Param? param)
    {
        if (param is null)
            _out.Null();
        else
            Param(param);
    }

    private void Param(Param param)
    {
        _out.Raw("""{"type":"""u8);
        Type(param.Type);
        _out.Raw(""","name":"""u8);
        Name(param.Name);
        if (_isFull)
            Location(param);
        _out.Raw('}');
    }

    private void Block(Block? block)
    {
        if (block is null)
        {
            _out.Null();
            return;
        }
        _out.Raw("""{"type":"""u8);
        Function(block.Function);
        _out.Raw(""","required":"""u8);
        _out.Bool(block.IsRequired);
        _out.Raw(""","self_type":"""u8);
        TypeOrNull(block.SelfType);
        if (_isFull)
            Location(block);
        _out.Raw('}');
    }

    public void MethodType(MethodType type)
    {
        _out.Raw("""{"type_params":"""u8);
        List(type.TypeParams, TypeParam);
        _out.Raw(""","type":"""u8);
        Function(type.Function);
        _out.Raw(""","block":"""u8);
        Block(type.Block);
        Location(type);
        _out.Raw('}');
    }

    public void TypeParam(TypeParam param)
    {
        _out.Raw("""{"name":"""u8);
        Name(param.Name);
        _out.Raw(""","variance":"""u8);
        _out.Raw(param.Variance switch
        {
            Variance.Covariant => "\"covariant\""u8,
            Variance.Contravariant => "\"contravariant\""u8,
            _ => "\"invariant\""u8,
        });
        _out.Raw(""","unchecked":"""u8);
        _out.Bool(param.IsUnchecked);
        Location(param);
        _out.Raw(""","upper_bound":"""u8);
        TypeOrNull(param.UpperBound);
        if (_version >= LanguageVersions.LowerBounds)
        {
            _out.Raw(""","lower_bound":"""u8);
            TypeOrNull(param.LowerBound);
        }
        if (_version >= LanguageVersions.TypeParamDefaults)
        {
            _out.Raw(""","default_type":"""u8);
            TypeOrNull(param.Default);
        }
        _out.Raw('}');
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Conformance;

internal sealed partial class DumpWriter
{
    public void Type(RbsType type)
    {
        switch (type)
        {
            case BaseType t:
                Begin("Types::Bases::" + (t.Kind == BaseTypeKind.Todo ? BaseTypeKind.Any : t.Kind));
                Location(t);
                if (t.Kind == BaseTypeKind.Todo)
                    Text("string", "__todo__");
                break;
            case VariableType t:
                Begin("Types::Variable");
                Symbol("name", t.Name.Text);
                Location(t);
                break;
            case NamedType t:
                Named(t);
                break;
            case TupleType t:
                Begin("Types::Tuple");
                List("types", t.Types, Type);
                Location(t);
                break;
            case UnionType t:
                Begin("Types::Union");
                List("types", t.Types, Type);
                Location(t);
                break;
            case IntersectionType t:
                Begin("Types::Intersection");
                List("types", t.Types, Type);
                Location(t);
                break;
            case OptionalType t:
                Begin("Types::Optional");
                Type("type", t.Type);
                Location(t);
                break;
            case RecordType t:
                Record(t);
                break;
            case LiteralType t:
                Begin("Types::Literal");
                Key("literal");
                Literal(t);
                Location(t);
                break;
            case ProcType t:
                Begin("Types::Proc");
                Function("type", t.Function);
                Block(t.Block);
                Location(t);
                Type("self_type", t.SelfType);
                break;
        }
        End();
    }

    private void Type(string key, RbsType? type)
    {
        Key(key);
        if (type is null)
            output.Null();
        else
            Type(type);
    }

    private void Named(NamedType type)
    {
        Begin(type switch
        {
            ClassInstanceType => "Types::ClassInstance",
            InterfaceType => "Types::Interface",
            AliasType => "Types::Alias",
            _ => "Types::ClassSingleton",
        });
        TypeName("name", type.Name);
        if (type is SingletonType)
            Location(type);
        List("args", type.Args, Type);
        if (type is not SingletonType)
            Location(type);
    }

    private void Record(RecordType record)
    {
        Begin("Types::Record");
        Hash("all_fields", record.Fields, field => Literal(field.Key), TypeAndRequired);
        Hash("fields", record.Fields.Where(field => field.IsRequired), field => Literal(field.Key),
            field => Type(field.Type));
        Hash("optional_fields", record.Fields.Where(field => !field.IsRequired), field => Literal(field.Key),
            field => Type(field.Type));
        Location(record);
    }

    private void TypeAndRequired(RecordField field)
    {
        output.Raw('[');
        Type(field.Type);
        output.Raw(',');
        output.Bool(field.IsRequired);
        output.Raw(']');
    }

    private void Literal(LiteralType literal)
    {
        switch (literal)
        {
            case IntegerLiteral i:
                output.Raw(Encoding.ASCII.GetBytes(i.Value.ToString(CultureInfo.InvariantCulture)));
                break;
            case StringLiteral s:
                Wrapped("str", s.Value);
                break;
            case SymbolLiteral s:
                Symbol(s.Value.Text);
                break;
            case BoolLiteral b:
                output.Bool(b.Value);
                break;
        }
    }

    private void Function(string key, FunctionType function)
    {
        Key(key);
        Begin(function is Function ? "Types::Function" : "Types::UntypedFunction");
        Type("return_type", function.ReturnType);
        if (function is Function f)
        {
            List("required_positionals", f.RequiredPositionals, Param);
            List("optional_positionals", f.OptionalPositionals, Param);
            Param("rest_positionals", f.RestPositionals);
            List("trailing_positionals", f.TrailingPositionals, Param);
            Keywords("required_keywords", f.RequiredKeywords);
            Keywords("optional_keywords", f.OptionalKeywords);
            Param("rest_keywords", f.RestKeywords);
            Key("forwarding");
            if (f.ForwardingSpan.Exists)
            {
                Begin("Types::Function::ForwardingParam");
                Location("location", f.ForwardingSpan);
                End();
            }
            else
            {
                output.Null();
            }
        }
        End();
    }

    private void Keywords(string key, KeywordParams keywords) => Hash(
        key, keywords.AsSpan().ToArray(), pair => Symbol(pair.Key.Text), pair => Param(pair.Value));

    private void Param(string key, Param? param)
    {
        Key(key);
        if (param is null)
            output.Null();
        else
            Param(param);
    }

    private void Param(Param param)
    {
        Begin("Types::Function::Param");
        Type("type", param.Type);
        Symbol("name", param.Name?.Text);
        Location(param);
        End();
    }

    private void Block(Block? block)
    {
        Key("block");
        if (block is null)
        {
            output.Null();
            return;
        }
        Begin("Types::Block");
        Location(block);
        Function("type", block.Function);
        Bool("required", block.IsRequired);
        Type("self_type", block.SelfType);
        End();
    }

    public void MethodType(MethodType type)
    {
        Begin("MethodType");
        List("type_params", type.TypeParams, TypeParam);
        Function("type", type.Function);
        Block(type.Block);
        Location(type);
        End();
    }

    public void TypeParams(ImmutableArray<TypeParam> list) => List(list, TypeParam);

    private void TypeParam(TypeParam param)
    {
        Begin("AST::TypeParam");
        Symbol("name", param.Name.Text);
        Symbol("variance", param.Variance switch
        {
            Variance.Covariant => "covariant",
            Variance.Contravariant => "contravariant",
            _ => "invariant",
        });
        Type("upper_bound_type", param.UpperBound);
        Type("lower_bound_type", param.LowerBound);
        Location(param);
        Type("default_type", param.Default);
        Bool("unchecked", param.IsUnchecked);
        End();
    }
}

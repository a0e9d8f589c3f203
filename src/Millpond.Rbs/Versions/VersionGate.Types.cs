using System.Collections.Immutable;
using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Versions;

internal sealed partial class VersionGate
{
    private void Types(ImmutableArray<RbsType> types)
    {
        foreach (RbsType type in types)
            Type(type);
    }

    private void Type(RbsType? type)
    {
        switch (type)
        {
            case BaseType { Kind: BaseTypeKind.Todo } t:
                Need(LanguageVersions.Todo, "the type __todo__", t.Span);
                break;
            case NamedType t:
                if (t is SingletonType && t.ArgsSpan.Exists)
                    Need(LanguageVersions.SingletonArgs, "arguments of singleton types", t.ArgsSpan);
                Types(t.Args);
                break;
            case TupleType t:
                Types(t.Types);
                break;
            case UnionType t:
                Types(t.Types);
                break;
            case IntersectionType t:
                Types(t.Types);
                break;
            case OptionalType t:
                Type(t.Type);
                break;
            case RecordType t:
                foreach (RecordField field in t.Fields)
                    Field(field);
                break;
            case ProcType t:
                Function(t.Function);
                Block(t.Block);
                Type(t.SelfType);
                break;
        }
    }

    private void Field(RecordField field)
    {
        if (!field.IsRequired)
            Need(LanguageVersions.OptionalRecordKeys, "optional keys of records", field.Span);
        Type(field.Type);
    }

    private void Method(MethodType type)
    {
        Params(type.TypeParams);
        Function(type.Function);
        Block(type.Block);
    }

    private void Block(Block? block)
    {
        if (block is null)
            return;
        Function(block.Function);
        Type(block.SelfType);
    }

    private void Function(FunctionType function)
    {
        Type(function.ReturnType);
        if (function is not Function f)
        {
            Need(LanguageVersions.UntypedFunctions, "functions of any parameters, (?)", function.Span);
            return;
        }
        Positionals(f.RequiredPositionals);
        Positionals(f.OptionalPositionals);
        Type(f.RestPositionals?.Type);
        Positionals(f.TrailingPositionals);
        Keywords(f.RequiredKeywords);
        Keywords(f.OptionalKeywords);
        Type(f.RestKeywords?.Type);
        if (f.ForwardingSpan.Exists)
            Need(LanguageVersions.Forwarding, "parameters that are passed on, (...)", f.ForwardingSpan);
    }

    private void Positionals(ImmutableArray<Param> list)
    {
        foreach (Param param in list)
            Type(param.Type);
    }

    private void Keywords(KeywordParams keywords)
    {
        foreach (KeyValuePair<Name, Param> pair in keywords)
        {
            if (pair.Key.Text is ['`', ..])
                Need(LanguageVersions.QuotedKeywords, "keywords in backquotes", pair.Value.Span);
            Type(pair.Value.Type);
        }
    }

    private void Params(ImmutableArray<TypeParam> list)
    {
        foreach (TypeParam param in list)
            Param(param);
    }

    private void Param(TypeParam param)
    {
        if (param.UpperBound is not (null or ClassInstanceType or InterfaceType or SingletonType or VariableType))
            Need(LanguageVersions.AnyUpperBound, "upper bounds of any type", param.UpperBoundSpan);
        if (param.LowerBound is not null)
            Need(LanguageVersions.LowerBounds, "lower bounds of type parameters", param.LowerBoundSpan);
        if (param.Default is not null)
            Need(LanguageVersions.TypeParamDefaults, "defaults of type parameters", param.DefaultSpan);
        Type(param.UpperBound);
        Type(param.LowerBound);
        Type(param.Default);
    }
}

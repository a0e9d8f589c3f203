using System.Collections.Immutable;
using Millpond.Rbs.Ast;

namespace Millpond.Rbs.LanguageServer;

internal sealed partial class OccurrenceFinder
{
    private void Reference(ClassReference reference)
    {
        Named(reference.Name, reference.NameSpan);
        Types(reference.Args);
    }

    private void Params(ImmutableArray<TypeParam> parameters)
    {
        foreach (TypeParam parameter in parameters)
        {
            Type(parameter.UpperBound);
            Type(parameter.LowerBound);
            Type(parameter.Default);
        }
    }

    private void Method(MethodType method)
    {
        Params(method.TypeParams);
        Function(method.Function);
        Block(method.Block);
    }

    private void Types(ImmutableArray<RbsType> types)
    {
        foreach (RbsType type in types)
            Type(type);
    }

    private void Type(RbsType? type)
    {
        switch (type)
        {
            case NamedType named:
                Named(named.Name, named.NameSpan);
                Types(named.Args);
                break;
            case OptionalType optional:
                Type(optional.Type);
                break;
            case UnionType union:
                Types(union.Types);
                break;
            case IntersectionType intersection:
                Types(intersection.Types);
                break;
            case TupleType tuple:
                Types(tuple.Types);
                break;
            case RecordType record:
                foreach (RecordField field in record.Fields)
                    Type(field.Type);
                break;
            case ProcType proc:
                Function(proc.Function);
                Block(proc.Block);
                Type(proc.SelfType);
                break;
        }
    }

    private void Block(Block? block)
    {
        if (block is null)
            return;
        Function(block.Function);
        Type(block.SelfType);
    }

    private void Function(FunctionType type)
    {
        if (type is Function function)
        {
            foreach (Param parameter in function.RequiredPositionals)
                Type(parameter.Type);
            foreach (Param parameter in function.OptionalPositionals)
                Type(parameter.Type);
            Type(function.RestPositionals?.Type);
            foreach (Param parameter in function.TrailingPositionals)
                Type(parameter.Type);
            foreach ((_, Param parameter) in function.RequiredKeywords)
                Type(parameter.Type);
            foreach ((_, Param parameter) in function.OptionalKeywords)
                Type(parameter.Type);
            Type(function.RestKeywords?.Type);
        }
        Type(type.ReturnType);
    }
}

using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Slots;

namespace Millpond.Lab.RbsLoads;

internal sealed partial class ParseAllocations
{
    /// <summary>The rule <c>type</c>: a list for the operands of <c>|</c>, and one for those of <c>&amp;</c> in each.</summary>
    private ObjectRef Type(RbsType type)
    {
        int stack = make.Stack.Count;
        NodeList operands = make.List(isParsed: false);
        if (type is not UnionType union)
        {
            ObjectRef only = Intersection(type);
            return Done(stack, only);
        }
        int place = tape.Reserve();
        foreach (RbsType operand in union.Types) operands.Add(Intersection(operand));
        ObjectRef location = Keep(make.Location(0));
        return Done(stack, tape.Set(place, make.Node(2, [operands.Array, location]), location));
    }

    private ObjectRef Intersection(RbsType type)
    {
        int stack = make.Stack.Count;
        NodeList operands = make.List(isParsed: false);
        if (type is not IntersectionType intersection) return Done(stack, Simple(type));
        int place = tape.Reserve();
        foreach (RbsType operand in intersection.Types) operands.Add(Simple(operand));
        ObjectRef location = Keep(make.Location(0));
        return Done(stack, tape.Set(place, make.Node(2, [operands.Array, location]), location));
    }

    private ObjectRef Simple(RbsType type)
    {
        if (type is UnionType or IntersectionType) return Type(type);  // in parentheses
        int stack = make.Stack.Count;
        int place = tape.Reserve();
        (ObjectRef node, ObjectRef location) = type switch
        {
            SingletonType singleton => Singleton(singleton),
            NamedType named => Named(named),
            OptionalType optional => Optional(optional),
            TupleType tuple => Tuple(tuple),
            RecordType record => Record(record),
            ProcType proc => Proc(proc),
            LiteralType literal => Literal(literal),
            VariableType => Leaf(2),
            _ => Leaf(1),
        };
        return Done(stack, tape.Set(place, node, location));
    }

    private (ObjectRef, ObjectRef) Leaf(int fields)
    {
        ObjectRef location = Keep(make.Location(0));
        return (make.Node(fields, [location]), location);
    }

    private (ObjectRef, ObjectRef) Literal(LiteralType literal)
    {
        ObjectRef text = literal is StringLiteral or IntegerLiteral ? Keep(make.Source(4)) : ObjectRef.None;
        ObjectRef location = Keep(make.Location(0));
        return (make.Node(2, [literal is StringLiteral ? text : ObjectRef.None, location]), location);
    }

    private (ObjectRef, ObjectRef) Named(NamedType named)
    {
        ObjectRef name = Keep(Name(named.Name));
        ObjectRef args = Types(named.Args);
        ObjectRef location = Keep(make.Location(2));
        return (make.Node(3, [name, args, location]), location);
    }

    private (ObjectRef, ObjectRef) Singleton(SingletonType singleton)
    {
        ObjectRef name = Keep(Name(singleton.Name));
        ObjectRef location = Keep(make.Location(1));
        return (make.Node(2, [name, location]), location);
    }

    private (ObjectRef, ObjectRef) Optional(OptionalType optional)
    {
        ObjectRef inner = Keep(Simple(optional.Type));
        ObjectRef location = Keep(make.Location(0));
        return (make.Node(2, [inner, location]), location);
    }

    private (ObjectRef, ObjectRef) Tuple(TupleType tuple)
    {
        ObjectRef types = Types(tuple.Types);
        ObjectRef location = Keep(make.Location(0));
        return (make.Node(2, [types, location]), location);
    }

    private (ObjectRef, ObjectRef) Record(RecordType record)
    {
        int first = make.Stack.Count;
        foreach (RecordField field in record.Fields) Keep(Type(field.Type));
        ObjectRef fields = Keep(make.Hash(Kept(first)));
        ObjectRef location = Keep(make.Location(0));
        return (make.Node(4, [fields, location]), location);
    }

    private (ObjectRef, ObjectRef) Proc(ProcType proc)
    {
        ObjectRef function = Keep(Function(proc.Function));
        ObjectRef block = proc.Block is { } given ? Keep(Block(given)) : ObjectRef.None;
        ObjectRef self = proc.SelfType is { } type ? Keep(Type(type)) : ObjectRef.None;
        ObjectRef location = Keep(make.Location(0));
        return (make.Node(4, [function, block, self, location]), location);
    }

    /// <summary>A list of types; it stays on the stack until the caller is done.</summary>
    private ObjectRef Types(ImmutableArray<RbsType> types)
    {
        NodeList list = make.List();
        foreach (RbsType type in types) list.Add(Type(type));
        return list.Array;
    }

    private ObjectRef Function(FunctionType type)
    {
        int stack = make.Stack.Count;
        if (type is not Function function)
        {
            ObjectRef only = Keep(Simple(type.ReturnType));
            return Done(stack, make.Node(1, [only]));
        }
        ObjectRef required = Params(function.RequiredPositionals);
        ObjectRef optional = Params(function.OptionalPositionals);
        ObjectRef rest = function.RestPositionals is { } one ? Keep(Param(one)) : ObjectRef.None;
        ObjectRef trailing = Params(function.TrailingPositionals);
        ObjectRef requiredKeys = Keywords(function.RequiredKeywords);
        ObjectRef optionalKeys = Keywords(function.OptionalKeywords);
        ObjectRef restKeys = function.RestKeywords is { } other ? Keep(Param(other)) : ObjectRef.None;
        ObjectRef returned = Keep(Simple(function.ReturnType));
        return Done(stack, make.Node(
            8, [required, optional, rest, trailing, requiredKeys, optionalKeys, restKeys, returned]));
    }

    private ObjectRef Params(ImmutableArray<Param> parameters)
    {
        NodeList list = make.List();
        foreach (Param parameter in parameters) list.Add(Param(parameter));
        return list.Array;
    }

    private ObjectRef Keywords(KeywordParams keywords)
    {
        int first = make.Stack.Count;
        foreach ((Name _, Param parameter) in keywords) Keep(Param(parameter));
        return Keep(make.Hash(Kept(first)));
    }

    private ObjectRef Param(Param parameter)
    {
        int stack = make.Stack.Count;
        int place = tape.Reserve();
        ObjectRef type = Keep(Type(parameter.Type));
        ObjectRef location = Keep(make.Location(1));
        return Done(stack, tape.Set(place, make.Node(3, [type, location]), location));
    }

    private ObjectRef Block(Block block)
    {
        int stack = make.Stack.Count;
        ObjectRef function = Keep(Function(block.Function));
        ObjectRef self = block.SelfType is { } type ? Keep(Type(type)) : ObjectRef.None;
        return Done(stack, make.Node(3, [function, self]));
    }

    private ReadOnlySpan<ObjectRef> Kept(int first)
    {
        var kept = new ObjectRef[make.Stack.Count - first];
        for (int i = 0; i < kept.Length; i++) kept[i] = make.Stack[first + i];
        return kept;
    }
}

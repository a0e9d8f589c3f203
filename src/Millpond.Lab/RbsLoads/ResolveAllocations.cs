using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Slots;
using Millpond.Slots.Ruby;

namespace Millpond.Lab.RbsLoads;

/// <summary>
/// What the rbs gem allocates while it resolves the names of one parsed file: it makes every node that may hold a name
/// anew, and shares the others, places and comments with the parsed tree.
/// </summary>
internal sealed partial class ResolveAllocations(NodeMaker make, Tape tape, ResolvedNames names)
{
    private readonly RubyHeap _ruby = make.Ruby;

    /// <summary>The file's resolved declarations, an array that the caller must keep.</summary>
    internal ObjectRef Declarations(ImmutableArray<Declaration> declarations)
    {
        int stack = make.Stack.Count;
        NodeList list = make.List(isParsed: false);
        foreach (Declaration declaration in declarations) list.Add(Member(declaration, Namespace.Root));
        make.Stack.Count = stack;
        return list.Array;
    }

    private ObjectRef Done(int stack, ObjectRef node)
    {
        make.Stack.Count = stack;
        return node;
    }

    private ObjectRef Keep(ObjectRef item)
    {
        make.Stack.Push(item);
        return item;
    }

    private ObjectRef Type(RbsType type, Namespace around)
    {
        int stack = make.Stack.Count;
        (ObjectRef parsed, ObjectRef location) = tape.Next();
        ObjectRef node = type switch
        {
            SingletonType singleton => make.Node(2, [names.Resolve(singleton.Name, around), location]),
            NamedType named => Named(named.Name, named.Args, location, around),
            OptionalType optional => make.Node(2, [Keep(Type(optional.Type, around)), location]),
            UnionType union => make.Node(2, [Types(union.Types, around), location]),
            IntersectionType intersection => make.Node(2, [Types(intersection.Types, around), location]),
            TupleType tuple => make.Node(2, [Types(tuple.Types, around), location]),
            RecordType record => Record(record, location, around),
            ProcType proc => Proc(proc, parsed, location, around),
            _ => parsed,
        };
        return Done(stack, node);
    }

    private ObjectRef Named(TypeName name, ImmutableArray<RbsType> args, ObjectRef location, Namespace around)
    {
        ObjectRef resolved = names.Resolve(name, around);
        ObjectRef made = Types(args, around);
        return make.Node(3, [resolved, made, location]);
    }

    private ObjectRef Record(RecordType record, ObjectRef location, Namespace around)
    {
        int first = make.Stack.Count;
        foreach (RecordField field in record.Fields) Keep(Type(field.Type, around));
        ObjectRef fields = Keep(make.Hash(Kept(first)));
        return make.Node(4, [fields, location]);
    }

    private ObjectRef Proc(ProcType proc, ObjectRef parsed, ObjectRef location, Namespace around)
    {
        ObjectRef function = Keep(Function(proc.Function, _ruby.Get(parsed, 0), around));
        ObjectRef block = proc.Block is { } given ? Keep(Block(given, _ruby.Get(parsed, 1), around)) : ObjectRef.None;
        ObjectRef self = proc.SelfType is { } type ? Keep(Type(type, around)) : ObjectRef.None;
        return make.Node(4, [function, block, self, location]);
    }

    private ObjectRef Types(ImmutableArray<RbsType> types, Namespace around)
    {
        NodeList list = make.List(isParsed: false);
        foreach (RbsType type in types) list.Add(Type(type, around));
        return list.Array;
    }

    private ObjectRef Function(FunctionType type, ObjectRef parsed, Namespace around)
    {
        int stack = make.Stack.Count;
        if (type is not Function function)
        {
            ObjectRef only = Keep(Type(type.ReturnType, around));
            return Done(stack, make.Node(1, [only]));
        }
        ObjectRef required = Params(function.RequiredPositionals, parsed, 0, around);
        ObjectRef optional = Params(function.OptionalPositionals, parsed, 1, around);
        ObjectRef rest = function.RestPositionals is { } one ? Keep(Param(one, around)) : ObjectRef.None;
        ObjectRef trailing = Params(function.TrailingPositionals, parsed, 3, around);
        ObjectRef requiredKeys = Keywords(function.RequiredKeywords, parsed, 4, around);
        ObjectRef optionalKeys = Keywords(function.OptionalKeywords, parsed, 5, around);
        ObjectRef restKeys = function.RestKeywords is { } other ? Keep(Param(other, around)) : ObjectRef.None;
        ObjectRef returned = Keep(Type(function.ReturnType, around));
        return Done(stack, make.Node(
            8, [required, optional, rest, trailing, requiredKeys, optionalKeys, restKeys, returned]));
    }

    // An empty list or hash of the parsed tree is taken over, shared or not.
    private ObjectRef Params(ImmutableArray<Param> parameters, ObjectRef parsed, int index, Namespace around)
    {
        if (parameters.IsEmpty) return _ruby.Get(parsed, index);
        NodeList list = make.List(isParsed: false);
        foreach (Param parameter in parameters) list.Add(Param(parameter, around));
        return list.Array;
    }

    private ObjectRef Keywords(KeywordParams keywords, ObjectRef parsed, int index, Namespace around)
    {
        if (keywords.IsEmpty) return _ruby.Get(parsed, index);
        int first = make.Stack.Count;
        foreach ((Name _, Param parameter) in keywords) Keep(Param(parameter, around));
        return Keep(make.Hash(Kept(first)));
    }

    private ObjectRef Param(Param parameter, Namespace around)
    {
        int stack = make.Stack.Count;
        (_, ObjectRef location) = tape.Next();
        ObjectRef type = Keep(Type(parameter.Type, around));
        return Done(stack, make.Node(3, [type, location]));
    }

    private ObjectRef Block(Block block, ObjectRef parsed, Namespace around)
    {
        int stack = make.Stack.Count;
        ObjectRef function = Keep(Function(block.Function, _ruby.Get(parsed, 0), around));
        ObjectRef self = block.SelfType is { } type ? Keep(Type(type, around)) : ObjectRef.None;
        return Done(stack, make.Node(3, [function, self]));
    }

    private ReadOnlySpan<ObjectRef> Kept(int first)
    {
        var kept = new ObjectRef[make.Stack.Count - first];
        for (int i = 0; i < kept.Length; i++) kept[i] = make.Stack[first + i];
        return kept;
    }
}

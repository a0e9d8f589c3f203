using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Text;
using Millpond.Slots;

namespace Millpond.Lab.RbsLoads;

/// <summary>What the rbs gem's C extension allocates while it reads one file. The tree is real; the objects are the
/// heap's.</summary>
internal sealed partial class ParseAllocations(NodeMaker make, SourceBuffer source, Tape tape)
{
    /// <summary>The file's declarations, an array on the heap that the caller must keep.</summary>
    internal ObjectRef Declarations(ImmutableArray<Declaration> declarations)
    {
        int stack = make.Stack.Count;
        NodeList list = make.List();
        foreach (Declaration declaration in declarations) list.Add(Member(declaration));
        make.Stack.Count = stack;
        return list.Array;
    }

    // Each keeps its parts on the stack until its node holds them, and takes them off at its end.
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

    private ObjectRef Name(TypeName name)
    {
        int stack = make.Stack.Count;
        ObjectRef path = Keep(make.Symbols(name.Namespace.Depth));
        ObjectRef space = Keep(make.Node(2, [path]));
        return Done(stack, make.Node(3, [space]));
    }

    private ObjectRef Comment(Comment comment)
    {
        if (!comment.Exists) return ObjectRef.None;
        int stack = make.Stack.Count;
        int place = tape.Reserve();
        ObjectRef text = Keep(make.Text(comment.Utf8In(source).Length));
        ObjectRef location = Keep(make.Location(0));
        return Done(stack, tape.Set(place, make.Node(2, [text, location]), location));
    }

    private ObjectRef Annotations(ImmutableArray<Annotation> annotations)
    {
        int stack = make.Stack.Count;
        NodeList list = make.List();
        foreach (Annotation _ in annotations)
        {
            int inner = make.Stack.Count;
            ObjectRef text = Keep(make.Source(16));
            ObjectRef location = Keep(make.Location(0));
            ObjectRef node = make.Node(2, [text, location]);
            make.Stack.Count = inner;
            list.Add(node);
        }
        return Done(stack, list.Array);
    }

    // A parameter is made twice: once as read, once with the bounds that name other parameters resolved.
    private ObjectRef TypeParams(ImmutableArray<TypeParam> parameters)
    {
        int stack = make.Stack.Count;
        NodeList list = make.List();
        foreach (TypeParam parameter in parameters)
        {
            int inner = make.Stack.Count;
            int place = tape.Reserve();
            ObjectRef bound = parameter.UpperBound is { } upper ? Keep(Simple(upper)) : ObjectRef.None;
            ObjectRef location = Keep(make.Location(4));
            make.Node(6, [bound, location]);
            make.Garbage(small: 2, arrays: 1);
            ObjectRef node = tape.Set(place, make.Node(6, [bound, location]), location);
            make.Stack.Count = inner;
            list.Add(node);
        }
        if (parameters.Length > 0) make.Garbage(hashes: 1);
        return Done(stack, list.Array);
    }
}

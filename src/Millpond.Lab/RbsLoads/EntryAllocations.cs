using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Slots;

namespace Millpond.Lab.RbsLoads;

/// <summary>What the rbs gem allocates while it enters a file's declarations into an environment: names and entries.</summary>
internal sealed class EntryAllocations(NodeMaker make, ResolvedNames names)
{
    private readonly HashSet<TypeName> _known = [];

    /// <summary>Enters declarations into the environment's array at <paramref name="place"/> of the stack.</summary>
    internal void Enter(ImmutableArray<Declaration> declarations, int place)
    {
        foreach (Declaration declaration in declarations) Enter(declaration, Namespace.Root, place);
    }

    private void Enter(Declaration declaration, Namespace around, int place)
    {
        int stack = make.Stack.Count;
        switch (declaration)
        {
            case ContainerDeclaration container and not InterfaceDeclaration:
                EnterClass(container, around, place);
                break;
            case GlobalDeclaration:
                Entry(fields: 3, ObjectRef.None, place);
                make.Garbage(arrays: 1);
                break;
            default:
                ObjectRef name = names.Make(NameOf(declaration).Within(around));
                make.Stack.Push(name);
                if (around.Depth == 0) make.Garbage(arrays: 1);
                Entry(fields: 3, name, place);
                break;
        }
        make.Stack.Count = stack;
    }

    // The first declaration of a class makes its entry; each adds itself with the scopes around it.
    private void EnterClass(ContainerDeclaration container, Namespace around, int place)
    {
        TypeName full = container.Name.Within(around);
        ObjectRef name = names.Make(full);
        make.Stack.Push(name);
        make.Garbage(hashes: 1, arrays: 3);
        if (_known.Add(full)) Entry(fields: 3, name, place);
        ObjectRef outer = make.Array(around.Depth);
        make.Stack.Push(outer);
        ObjectRef one = make.Struct(2);
        make.Ruby.Set(one, 0, outer);
        make.Ruby.Push(make.Stack[place], one);
        Namespace inside = full.ToNamespace();
        foreach (Member member in container.Members)
            if (member is Declaration nested) Enter(nested, inside, place);
    }

    private void Entry(int fields, ObjectRef name, int place)
    {
        ObjectRef entry = make.Node(fields, [name]);
        make.Ruby.Push(make.Stack[place], entry);
    }

    private static TypeName NameOf(Declaration declaration) => declaration switch
    {
        GenericDeclaration generic => generic.Name,
        ConstantDeclaration constant => constant.Name,
        ClassAliasDeclaration alias => alias.NewName,
        _ => throw new NotSupportedException($"{declaration.GetType().Name} has no name"),
    };
}

using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Slots;

namespace Millpond.Lab.RbsLoads;

internal sealed partial class ResolveAllocations
{
    private ObjectRef Member(Member member, Namespace around)
    {
        int stack = make.Stack.Count;
        (ObjectRef parsed, ObjectRef location) = tape.Next();
        ObjectRef comment = member.Comment.Exists ? tape.Next().Node : ObjectRef.None;
        ObjectRef node = member switch
        {
            MethodDefinition method => Method(method, parsed, location, comment, around),
            AttributeMember attribute => Attribute(attribute, parsed, location, comment, around),
            MixinMember mixin => Mixin(mixin, parsed, location, comment, around),
            VariableMember variable => make.Node(4, [Keep(Type(variable.Type, around)), comment, location]),
            ClassDeclaration type => Class(type, parsed, location, comment, around),
            ModuleDeclaration type => Module(type, parsed, location, comment, around),
            InterfaceDeclaration type => Interface(type, parsed, location, comment, around),
            TypeAliasDeclaration alias => TypeAlias(alias, parsed, location, comment, around),
            ConstantDeclaration constant => Constant(constant, location, comment, around),
            GlobalDeclaration global => Global(global, location, comment, around),
            ClassAliasDeclaration alias => ClassAlias(alias, location, comment, around),
            _ => parsed,
        };
        return Done(stack, node);
    }

    private ObjectRef Method(
        MethodDefinition method, ObjectRef parsed, ObjectRef location, ObjectRef comment, Namespace around)
    {
        ObjectRef before = _ruby.Get(parsed, 0);
        NodeList overloads = make.List(isParsed: false);
        for (int i = 0; i < method.Overloads.Length; i++)
        {
            int stack = make.Stack.Count;
            ObjectRef notes = _ruby.Get(_ruby.Get(before, i), 1);
            ObjectRef type = Keep(MethodType(method.Overloads[i].MethodType, around));
            ObjectRef made = make.Node(2, [type, notes]);
            make.Stack.Count = stack;
            overloads.Add(made);
        }
        return make.Node(8, [overloads.Array, _ruby.Get(parsed, 1), comment, location]);
    }

    private ObjectRef MethodType(MethodType type, Namespace around)
    {
        int stack = make.Stack.Count;
        (ObjectRef parsed, ObjectRef location) = tape.Next();
        ObjectRef parameters = TypeParams(type.TypeParams, _ruby.Get(parsed, 0), around);
        ObjectRef function = Keep(Function(type.Function, _ruby.Get(parsed, 1), around));
        ObjectRef block = type.Block is { } given ? Keep(Block(given, _ruby.Get(parsed, 2), around)) : ObjectRef.None;
        return Done(stack, make.Node(4, [parameters, function, block, location]));
    }

    private ObjectRef TypeParams(ImmutableArray<TypeParam> parameters, ObjectRef parsed, Namespace around)
    {
        if (parameters.IsEmpty) return parsed;
        NodeList list = make.List(isParsed: false);
        foreach (TypeParam parameter in parameters)
        {
            int stack = make.Stack.Count;
            (_, ObjectRef location) = tape.Next();
            ObjectRef bound = parameter.UpperBound is { } upper ? Keep(Type(upper, around)) : ObjectRef.None;
            ObjectRef made = make.Node(6, [bound, location]);
            make.Stack.Count = stack;
            list.Add(made);
        }
        return list.Array;
    }

    private ObjectRef Attribute(
        AttributeMember attribute, ObjectRef parsed, ObjectRef location, ObjectRef comment, Namespace around)
    {
        ObjectRef type = Keep(Type(attribute.Type, around));
        return make.Node(8, [type, _ruby.Get(parsed, 1), comment, location]);
    }

    private ObjectRef Mixin(
        MixinMember mixin, ObjectRef parsed, ObjectRef location, ObjectRef comment, Namespace around)
    {
        ObjectRef name = names.Resolve(mixin.Name, around);
        ObjectRef args = Types(mixin.Args, around);
        return make.Node(5, [name, args, _ruby.Get(parsed, 2), comment, location]);
    }

    private ObjectRef Class(
        ClassDeclaration type, ObjectRef parsed, ObjectRef location, ObjectRef comment, Namespace around)
    {
        ObjectRef name = Declared(type.Name, around);
        ObjectRef parameters = TypeParams(type.TypeParams, _ruby.Get(parsed, 1), around);
        ObjectRef super = type.SuperClass is { } given ? Keep(Reference(given, around)) : ObjectRef.None;
        make.Garbage(nodes: 3, arrays: 6);
        ObjectRef members = Members(type, around);
        return make.Node(7, [name, parameters, super, members, _ruby.Get(parsed, 4), comment, location]);
    }

    private ObjectRef Module(
        ModuleDeclaration type, ObjectRef parsed, ObjectRef location, ObjectRef comment, Namespace around)
    {
        ObjectRef name = Declared(type.Name, around);
        ObjectRef parameters = TypeParams(type.TypeParams, _ruby.Get(parsed, 1), around);
        make.Garbage(nodes: 3, arrays: 6);
        NodeList selves = make.List(isParsed: false);
        foreach (ClassReference self in type.SelfTypes)
        {
            selves.Add(Reference(self, around));
            make.Garbage(nodes: 3, arrays: 3);
        }
        ObjectRef members = Members(type, around);
        return make.Node(7, [name, parameters, selves.Array, members, _ruby.Get(parsed, 4), comment, location]);
    }

    private ObjectRef Interface(
        InterfaceDeclaration type, ObjectRef parsed, ObjectRef location, ObjectRef comment, Namespace around)
    {
        ObjectRef name = Declared(type.Name, around);
        ObjectRef parameters = TypeParams(type.TypeParams, _ruby.Get(parsed, 1), around);
        ObjectRef members = Members(type, around);
        return make.Node(6, [name, parameters, members, _ruby.Get(parsed, 3), comment, location]);
    }

    private ObjectRef TypeAlias(
        TypeAliasDeclaration alias, ObjectRef parsed, ObjectRef location, ObjectRef comment, Namespace around)
    {
        ObjectRef name = Declared(alias.Name, around);
        ObjectRef parameters = TypeParams(alias.TypeParams, _ruby.Get(parsed, 1), around);
        ObjectRef type = Keep(Type(alias.Type, around));
        return make.Node(6, [name, parameters, type, _ruby.Get(parsed, 3), comment, location]);
    }

    private ObjectRef Constant(
        ConstantDeclaration constant, ObjectRef location, ObjectRef comment, Namespace around)
    {
        ObjectRef name = Declared(constant.Name, around);
        ObjectRef type = Keep(Type(constant.Type, around));
        return make.Node(4, [name, type, comment, location]);
    }

    private ObjectRef Global(GlobalDeclaration global, ObjectRef location, ObjectRef comment, Namespace around)
    {
        ObjectRef type = Keep(Type(global.Type, around));
        return make.Node(4, [type, comment, location]);
    }

    private ObjectRef ClassAlias(
        ClassAliasDeclaration alias, ObjectRef location, ObjectRef comment, Namespace around)
    {
        ObjectRef name = Declared(alias.NewName, around);
        ObjectRef old = names.Resolve(alias.OldName, around);
        return make.Node(4, [name, old, comment, location]);
    }

    private ObjectRef Reference(ClassReference reference, Namespace around)
    {
        int stack = make.Stack.Count;
        (_, ObjectRef location) = tape.Next();
        return Done(stack, Named(reference.Name, reference.Args, location, around));
    }

    private ObjectRef Members(ContainerDeclaration type, Namespace around)
    {
        Namespace inside = type.Name.Within(around).ToNamespace();
        NodeList members = make.List(isParsed: false);
        foreach (Member member in type.Members) members.Add(Member(member, inside));
        return members.Array;
    }

    // The name within what it is declared in: at the top the parsed namespace made absolute, else one more.
    private ObjectRef Declared(TypeName name, Namespace around)
    {
        if (around.Depth > 0) make.Garbage(nodes: 2);
        return Keep(names.Make(name.Within(around)));
    }
}

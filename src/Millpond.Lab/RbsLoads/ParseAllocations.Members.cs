using Millpond.Rbs.Ast;
using Millpond.Slots;

namespace Millpond.Lab.RbsLoads;

internal sealed partial class ParseAllocations
{
    private ObjectRef Member(Member member)
    {
        int stack = make.Stack.Count;
        int place = tape.Reserve();
        ObjectRef comment = Keep(Comment(member.Comment));
        ObjectRef annotations = Keep(Annotations(member is AnnotatedMember annotated ? annotated.Annotations : []));
        (ObjectRef node, ObjectRef location) = member switch
        {
            MethodDefinition method => Method(method, annotations, comment),
            AttributeMember attribute => Attribute(attribute, annotations, comment),
            MixinMember mixin => Mixin(mixin, annotations, comment),
            VariableMember variable => Variable(variable, comment),
            AliasMember => Plain(6, parts: 3, annotations, comment),
            VisibilityMember => Plain(1, parts: 0, ObjectRef.None, ObjectRef.None),
            ClassDeclaration type => Class(type, annotations, comment),
            ModuleDeclaration type => Module(type, annotations, comment),
            InterfaceDeclaration type => Interface(type, annotations, comment),
            TypeAliasDeclaration alias => TypeAlias(alias, annotations, comment),
            ConstantDeclaration constant => Constant(constant, comment),
            GlobalDeclaration global => Global(global, comment),
            ClassAliasDeclaration alias => ClassAlias(alias, comment),
            _ => throw new NotSupportedException($"no allocations are known of {member.GetType().Name}"),
        };
        return Done(stack, tape.Set(place, node, location));
    }

    private (ObjectRef, ObjectRef) Plain(int fields, int parts, ObjectRef annotations, ObjectRef comment)
    {
        ObjectRef location = Keep(make.Location(parts));
        ObjectRef[] held = fields == 1 ? [location] : [annotations, comment, location];
        return (make.Node(fields, held), location);
    }

    private (ObjectRef, ObjectRef) Method(MethodDefinition method, ObjectRef annotations, ObjectRef comment)
    {
        NodeList overloads = make.List();
        foreach (Overload overload in method.Overloads)
        {
            int stack = make.Stack.Count;
            ObjectRef notes = Keep(Annotations(overload.Annotations));
            ObjectRef type = Keep(MethodType(overload.MethodType));
            ObjectRef made = make.Node(2, [type, notes]);
            make.Stack.Count = stack;
            overloads.Add(made);
        }
        ObjectRef location = Keep(make.Location(5));
        return (make.Node(8, [overloads.Array, annotations, comment, location]), location);
    }

    private ObjectRef MethodType(MethodType type)
    {
        int stack = make.Stack.Count;
        int place = tape.Reserve();
        ObjectRef parameters = Keep(TypeParams(type.TypeParams));
        ObjectRef function = Keep(Function(type.Function));
        ObjectRef block = type.Block is { } given ? Keep(Block(given)) : ObjectRef.None;
        ObjectRef location = Keep(make.Location(2));
        return Done(stack, tape.Set(place, make.Node(4, [parameters, function, block, location]), location));
    }

    private (ObjectRef, ObjectRef) Attribute(AttributeMember attribute, ObjectRef annotations, ObjectRef comment)
    {
        ObjectRef type = Keep(Type(attribute.Type));
        ObjectRef location = Keep(make.Location(7));
        return (make.Node(8, [type, annotations, comment, location]), location);
    }

    private (ObjectRef, ObjectRef) Mixin(MixinMember mixin, ObjectRef annotations, ObjectRef comment)
    {
        ObjectRef name = Keep(Name(mixin.Name));
        ObjectRef args = Types(mixin.Args);
        ObjectRef location = Keep(make.Location(3));
        return (make.Node(5, [name, args, annotations, comment, location]), location);
    }

    private (ObjectRef, ObjectRef) Variable(VariableMember variable, ObjectRef comment)
    {
        ObjectRef type = Keep(Type(variable.Type));
        ObjectRef location = Keep(make.Location(3));
        return (make.Node(4, [type, comment, location]), location);
    }

    private (ObjectRef, ObjectRef) Class(ClassDeclaration type, ObjectRef annotations, ObjectRef comment)
    {
        ObjectRef name = Keep(Name(type.Name));
        ObjectRef parameters = Keep(TypeParams(type.TypeParams));
        ObjectRef super = type.SuperClass is { } given ? Keep(Reference(given)) : ObjectRef.None;
        ObjectRef members = Members(type);
        ObjectRef location = Keep(make.Location(5));
        return (make.Node(7, [name, parameters, super, members, annotations, comment, location]), location);
    }

    private (ObjectRef, ObjectRef) Module(ModuleDeclaration type, ObjectRef annotations, ObjectRef comment)
    {
        ObjectRef name = Keep(Name(type.Name));
        ObjectRef parameters = Keep(TypeParams(type.TypeParams));
        NodeList selves = make.List();
        foreach (ClassReference self in type.SelfTypes) selves.Add(Reference(self));
        ObjectRef members = Members(type);
        ObjectRef location = Keep(make.Location(6));
        return (make.Node(7, [name, parameters, selves.Array, members, annotations, comment, location]), location);
    }

    private (ObjectRef, ObjectRef) Interface(InterfaceDeclaration type, ObjectRef annotations, ObjectRef comment)
    {
        ObjectRef name = Keep(Name(type.Name));
        ObjectRef parameters = Keep(TypeParams(type.TypeParams));
        ObjectRef members = Members(type);
        ObjectRef location = Keep(make.Location(4));
        return (make.Node(6, [name, parameters, members, annotations, comment, location]), location);
    }

    private (ObjectRef, ObjectRef) TypeAlias(TypeAliasDeclaration alias, ObjectRef annotations, ObjectRef comment)
    {
        ObjectRef name = Keep(Name(alias.Name));
        ObjectRef parameters = Keep(TypeParams(alias.TypeParams));
        ObjectRef type = Keep(Type(alias.Type));
        ObjectRef location = Keep(make.Location(4));
        return (make.Node(6, [name, parameters, type, annotations, comment, location]), location);
    }

    private (ObjectRef, ObjectRef) Constant(ConstantDeclaration constant, ObjectRef comment)
    {
        ObjectRef name = Keep(Name(constant.Name));
        ObjectRef type = Keep(Type(constant.Type));
        ObjectRef location = Keep(make.Location(2));
        return (make.Node(4, [name, type, comment, location]), location);
    }

    private (ObjectRef, ObjectRef) Global(GlobalDeclaration global, ObjectRef comment)
    {
        ObjectRef type = Keep(Type(global.Type));
        ObjectRef location = Keep(make.Location(2));
        return (make.Node(4, [type, comment, location]), location);
    }

    private (ObjectRef, ObjectRef) ClassAlias(ClassAliasDeclaration alias, ObjectRef comment)
    {
        ObjectRef name = Keep(Name(alias.NewName));
        ObjectRef old = Keep(Name(alias.OldName));
        ObjectRef location = Keep(make.Location(4));
        return (make.Node(4, [name, old, comment, location]), location);
    }

    private ObjectRef Reference(ClassReference reference)
    {
        int stack = make.Stack.Count;
        int place = tape.Reserve();
        ObjectRef name = Keep(Name(reference.Name));
        ObjectRef args = Types(reference.Args);
        ObjectRef location = Keep(make.Location(2));
        return Done(stack, tape.Set(place, make.Node(3, [name, args, location]), location));
    }

    private ObjectRef Members(ContainerDeclaration type)
    {
        NodeList members = make.List();
        foreach (Member member in type.Members) members.Add(Member(member));
        return members.Array;
    }
}

using System.Collections.Immutable;
using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Environments;

/// <summary>Takes each use of a type name.</summary>
internal interface INameVisitor
{
    /// <summary>A name as it is written, in the context in which it is to be resolved.</summary>
    void Visit(TypeName name, Context context);
}

/// <summary>
/// Goes through all uses of type names in declarations: which context counts for what is said here. A super class and all
/// of an interface are resolved outside the declaration, the rest of a class or module inside.
/// </summary>
/// <typeparam name="T">A struct, so that the walk is compiled for it.</typeparam>
internal ref struct WrittenNames<T>(ref T visitor)
    where T : struct, INameVisitor
{
    private readonly ref T _visitor = ref visitor;
    private Context _context = Context.Root;

    public void Of(ImmutableArray<Declaration> declarations, Context root)
    {
        foreach (Declaration declaration in declarations)
            Of(declaration, root);
    }

    private void Of(Declaration declaration, Context outer)
    {
        _context = outer;
        switch (declaration)
        {
            case ClassDeclaration node:
                if (node.SuperClass is { } super)
                    Named(super.Name, super.Args);
                _context = outer.Enter(node.Name);
                Params(node.TypeParams);
                Members(node.Members);
                break;
            case ModuleDeclaration node:
                _context = outer.Enter(node.Name);
                Params(node.TypeParams);
                foreach (ClassReference self in node.SelfTypes)
                    Named(self.Name, self.Args);
                Members(node.Members);
                break;
            case InterfaceDeclaration node:
                Params(node.TypeParams);
                Members(node.Members);
                break;
            case TypeAliasDeclaration node:
                Params(node.TypeParams);
                Type(node.Type);
                break;
            case ConstantDeclaration node:
                Type(node.Type);
                break;
            case GlobalDeclaration node:
                Type(node.Type);
                break;
            case ClassAliasDeclaration node:
                _visitor.Visit(node.OldName, outer);
                break;
        }
        _context = outer;
    }

    private void Members(ImmutableArray<Member> members)
    {
        foreach (Member member in members)
        {
            switch (member)
            {
                case MethodDefinition method:
                    foreach (Overload overload in method.Overloads)
                        Method(overload.MethodType);
                    break;
                case AttributeMember attribute:
                    Type(attribute.Type);
                    break;
                case VariableMember variable:
                    Type(variable.Type);
                    break;
                case MixinMember mixin:
                    Named(mixin.Name, mixin.Args);
                    break;
                case Declaration nested:
                    Of(nested, _context);
                    break;
            }
        }
    }

    private void Method(MethodType type)
    {
        Params(type.TypeParams);
        Function(type.Function);
        Block(type.Block);
    }

    private void Params(ImmutableArray<TypeParam> typeParams)
    {
        foreach (TypeParam param in typeParams)
        {
            Maybe(param.UpperBound);
            Maybe(param.LowerBound);
            Maybe(param.Default);
        }
    }

    private void Named(TypeName name, ImmutableArray<RbsType> args)
    {
        _visitor.Visit(name, _context);
        Types(args);
    }

    private void Types(ImmutableArray<RbsType> types)
    {
        foreach (RbsType type in types)
            Type(type);
    }

    private void Maybe(RbsType? type)
    {
        if (type is not null)
            Type(type);
    }

    private void Type(RbsType type)
    {
        switch (type)
        {
            case NamedType named:
                Named(named.Name, named.Args);
                break;
            case OptionalType optional:
                Type(optional.Type);
                break;
            case UnionType union:
                Types(union.Types);
                break;
            case TupleType tuple:
                Types(tuple.Types);
                break;
            case IntersectionType intersection:
                Types(intersection.Types);
                break;
            case RecordType record:
                foreach (RecordField field in record.Fields)
                    Type(field.Type);
                break;
            case ProcType proc:
                Function(proc.Function);
                Block(proc.Block);
                Maybe(proc.SelfType);
                break;
        }
    }

    private void Block(Block? block)
    {
        if (block is null)
            return;
        Function(block.Function);
        Maybe(block.SelfType);
    }

    private void Function(FunctionType type)
    {
        if (type is Function function)
        {
            Parameters(function.RequiredPositionals);
            Parameters(function.OptionalPositionals);
            Parameter(function.RestPositionals);
            Parameters(function.TrailingPositionals);
            Keywords(function.RequiredKeywords);
            Keywords(function.OptionalKeywords);
            Parameter(function.RestKeywords);
        }
        Type(type.ReturnType);
    }

    private void Parameters(ImmutableArray<Param> parameters)
    {
        foreach (Param parameter in parameters)
            Type(parameter.Type);
    }

    private void Parameter(Param? parameter)
    {
        if (parameter is not null)
            Type(parameter.Type);
    }

    private void Keywords(KeywordParams keywords)
    {
        foreach (KeyValuePair<Name, Param> keyword in keywords)
            Type(keyword.Value.Type);
    }
}

using System.Collections.Immutable;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Ast;

/// <summary>What stands at the top of a file, or nested in a class or module.</summary>
public abstract class Declaration : AnnotatedMember
{
    private protected Declaration()
    {
    }
}

/// <summary>A declaration with type parameters: class, module, interface or type alias.</summary>
public abstract class GenericDeclaration : Declaration
{
    private protected GenericDeclaration()
    {
    }

    /// <summary>The name as written.</summary>
    public required TypeName Name { get; init; }

    /// <summary>The type parameters; empty where there are none.</summary>
    public required ImmutableArray<TypeParam> TypeParams { get; init; }

    /// <summary>The keyword.</summary>
    public required Span KeywordSpan { get; init; }

    /// <summary>The name.</summary>
    public required Span NameSpan { get; init; }

    /// <summary>From <c>[</c> to <c>]</c>.</summary>
    public Span TypeParamsSpan { get; init; }
}

/// <summary>A declaration with a body: class, module or interface.</summary>
public abstract class ContainerDeclaration : GenericDeclaration
{
    private protected ContainerDeclaration()
    {
    }

    /// <summary>The members and nested declarations, in order.</summary>
    public required ImmutableArray<Member> Members { get; init; }

    /// <summary>The keyword <c>end</c>.</summary>
    public required Span EndSpan { get; init; }
}

/// <summary><c>class Name[T] &lt; Super … end</c></summary>
public sealed class ClassDeclaration : ContainerDeclaration
{
    /// <summary>The class behind <c>&lt;</c>, or null.</summary>
    public ClassReference? SuperClass { get; init; }

    /// <summary>The <c>&lt;</c>.</summary>
    public Span LessThanSpan { get; init; }
}

/// <summary><c>module Name[T] : Self, _Self … end</c></summary>
public sealed class ModuleDeclaration : ContainerDeclaration
{
    /// <summary>What the module's users must be; empty where nothing is said.</summary>
    public required ImmutableArray<ClassReference> SelfTypes { get; init; }

    /// <summary>The colon.</summary>
    public Span ColonSpan { get; init; }

    /// <summary>All self types.</summary>
    public Span SelfTypesSpan { get; init; }
}

/// <summary><c>interface _Name[T] … end</c></summary>
public sealed class InterfaceDeclaration : ContainerDeclaration;

/// <summary>A super class or a module's self type: a name with arguments.</summary>
public sealed class ClassReference : Node
{
    /// <summary>The name as written.</summary>
    public required TypeName Name { get; init; }

    /// <summary>The arguments; empty where there are none.</summary>
    public required ImmutableArray<RbsType> Args { get; init; }

    /// <summary>The name.</summary>
    public required Span NameSpan { get; init; }

    /// <summary>From <c>[</c> to <c>]</c>.</summary>
    public Span ArgsSpan { get; init; }
}

/// <summary><c>type name[T] = Type</c></summary>
public sealed class TypeAliasDeclaration : GenericDeclaration
{
    /// <summary>What it stands for.</summary>
    public required RbsType Type { get; init; }

    /// <summary>The <c>=</c>.</summary>
    public required Span EqualsSpan { get; init; }
}

/// <summary><c>NAME: Type</c></summary>
public sealed class ConstantDeclaration : Declaration
{
    /// <summary>The name as written.</summary>
    public required TypeName Name { get; init; }

    /// <summary>Its type.</summary>
    public required RbsType Type { get; init; }

    /// <summary>The name.</summary>
    public required Span NameSpan { get; init; }

    /// <summary>The colon.</summary>
    public required Span ColonSpan { get; init; }
}

/// <summary><c>$name: Type</c></summary>
public sealed class GlobalDeclaration : Declaration
{
    /// <summary>The name with its <c>$</c>.</summary>
    public required Name Name { get; init; }

    /// <summary>Its type.</summary>
    public required RbsType Type { get; init; }

    /// <summary>The name.</summary>
    public required Span NameSpan { get; init; }

    /// <summary>The colon.</summary>
    public required Span ColonSpan { get; init; }
}

/// <summary><c>class New = Old</c> or <c>module New = Old</c>.</summary>
public sealed class ClassAliasDeclaration : Declaration
{
    /// <summary>Written with <c>module</c>.</summary>
    public required bool IsModule { get; init; }

    /// <summary>The name that is added.</summary>
    public required TypeName NewName { get; init; }

    /// <summary>What it names.</summary>
    public required TypeName OldName { get; init; }

    /// <summary>The keyword.</summary>
    public required Span KeywordSpan { get; init; }

    /// <summary>The new name.</summary>
    public required Span NewNameSpan { get; init; }

    /// <summary>The <c>=</c>.</summary>
    public required Span EqualsSpan { get; init; }

    /// <summary>The old name.</summary>
    public required Span OldNameSpan { get; init; }
}

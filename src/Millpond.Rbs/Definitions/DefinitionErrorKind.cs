namespace Millpond.Rbs.Definitions;

/// <summary>What can be wrong with definitions: one for each of the rbs gem's error classes.</summary>
public enum DefinitionErrorKind : byte
{
    /// <summary>A type has more or fewer arguments than its declaration has parameters.</summary>
    InvalidTypeApplication,

    /// <summary>A class or module is its own ancestor.</summary>
    RecursiveAncestor,

    /// <summary>A type name means nothing.</summary>
    NoTypeFound,

    /// <summary>A super class is not declared.</summary>
    NoSuperclassFound,

    /// <summary>A super class is a module.</summary>
    InheritModule,

    /// <summary>A module's self type is not declared.</summary>
    NoSelfTypeFound,

    /// <summary>What is included, extended or prepended is not declared.</summary>
    NoMixinFound,

    /// <summary>A method is defined twice without <c>...</c>.</summary>
    DuplicatedMethodDefinition,

    /// <summary>Two included interfaces have the same method.</summary>
    DuplicatedInterfaceMethodDefinition,

    /// <summary>An alias names a method that there is not.</summary>
    UnknownMethodAlias,

    /// <summary>Declarations of one class have different super classes.</summary>
    SuperclassMismatch,

    /// <summary>A definition with <c>...</c> has nothing to add to.</summary>
    InvalidOverloadMethod,

    /// <summary>Declarations of one class or module have different type parameters.</summary>
    GenericParameterMismatch,

    /// <summary>A name is declared twice.</summary>
    DuplicatedDeclaration,

    /// <summary>A type parameter is used against its variance.</summary>
    InvalidVarianceAnnotation,

    /// <summary>Method aliases name each other.</summary>
    RecursiveAliasDefinition,

    /// <summary>A class is included, extended or prepended.</summary>
    MixinClass,

    /// <summary>A type alias stands for itself.</summary>
    RecursiveTypeAlias,

    /// <summary>A generic type alias uses itself with other arguments.</summary>
    NonregularTypeAlias,

    /// <summary>Upper bounds of type parameters name each other.</summary>
    CyclicTypeParameterBound,

    /// <summary>A class alias names a module, or a module alias a class.</summary>
    InconsistentClassModuleAlias,

    /// <summary>Class or module aliases name each other.</summary>
    CyclicClassAliasDefinition,

    /// <summary><c>void</c>, <c>self</c>, <c>instance</c> or <c>class</c> where RBS 4.0 does not allow it: a
    /// warning.</summary>
    WillSyntax,

    /// <summary>The default of a type parameter names a parameter that has a default.</summary>
    TypeParamDefaultReference,

    /// <summary>An instance variable is declared twice in one class.</summary>
    InstanceVariableDuplication,

    /// <summary>A class instance variable is declared twice in one class.</summary>
    ClassInstanceVariableDuplication,

    /// <summary>The source cannot be parsed.</summary>
    Parsing,

    /// <summary>Ancestors, aliases or types are nested too deeply: Ruby's SystemStackError, or a machine out of
    /// memory.</summary>
    Nesting,
}

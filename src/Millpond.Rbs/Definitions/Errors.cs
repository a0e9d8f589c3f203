using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Definitions;

/// <summary>The errors, each with the rbs gem's words.</summary>
internal static class Errors
{
    public static DefinitionException InvalidTypeApplication(
        TypeName name,
        ImmutableArray<RbsType> args,
        ImmutableArray<TypeParam> parameters,
        Place place,
        RbsVersion version)
    {
        // With defaults, 3.6 began to print parameters whole.
        string wanted = string.Join(", ", parameters.Select(parameter => version >= new RbsVersion(3, 6)
            ? TypeText.Of(parameter, version)
            : parameter.Name.Text));
        return Plain(
            DefinitionErrorKind.InvalidTypeApplication,
            $"{name} expects parameters [{wanted}], but given args [{TypeText.Of(args, version)}]",
            place);
    }

    public static DefinitionException RecursiveAncestor(
        IEnumerable<Ancestor> ancestors, Place place, RbsVersion version)
    {
        string path = string.Join(" < ", ancestors.Select(ancestor => ancestor.ToText(version)));
        return Plain(DefinitionErrorKind.RecursiveAncestor, $"Detected recursive ancestors: {path}", place);
    }

    public static DefinitionException NoTypeFound(TypeName name, Place place) =>
        Shown(DefinitionErrorKind.NoTypeFound, $"Could not find {name}", place);

    public static DefinitionException NoSuperclassFound(TypeName name, Place place) =>
        Plain(DefinitionErrorKind.NoSuperclassFound, $"Could not find super class: {name}", place);

    public static DefinitionException InheritModule(TypeName name, Place place) =>
        Shown(DefinitionErrorKind.InheritModule, $"Cannot inherit a module: {name}", place);

    public static DefinitionException NoSelfTypeFound(TypeName name, Place place) =>
        Shown(DefinitionErrorKind.NoSelfTypeFound, $"Could not find self type: {name}", place);

    public static DefinitionException NoMixinFound(TypeName name, Place place) =>
        Shown(DefinitionErrorKind.NoMixinFound, $"Could not find mixin: {name}", place);

    public static DefinitionException MixinClass(MixinKind kind, TypeName written, TypeName within, Place place) =>
        Shown(
            DefinitionErrorKind.MixinClass,
            $"Cannot {kind.ToString().ToLowerInvariant()} a class `{written}` in the definition of `{within}`",
            place);

    public static DefinitionException SuperclassMismatch(TypeName name, Place place) =>
        Plain(DefinitionErrorKind.SuperclassMismatch, $"Superclass mismatch: {name}", place);

    public static DefinitionException DuplicatedMethod(
        TypeName owner, bool isSingleton, Name method, IReadOnlyList<Place> places)
    {
        string text = $"{Qualified(owner, isSingleton, method)} has duplicated definitions";
        if (places.Count > 1)
            text += $" in {string.Join(", ", places.Skip(1))}";
        return Shown(DefinitionErrorKind.DuplicatedMethodDefinition, text, places[0]);
    }

    public static DefinitionException DuplicatedInterfaceMethod(
        TypeName owner, bool isSingleton, Name method, Place place) =>
        Shown(
            DefinitionErrorKind.DuplicatedInterfaceMethodDefinition,
            $"Duplicated method definition: {Qualified(owner, isSingleton, method)}",
            place);

    public static DefinitionException UnknownMethodAlias(AliasMember alias, TypeName owner, Place place) => Shown(
        DefinitionErrorKind.UnknownMethodAlias,
        $"Unknown method alias name: {alias.OldName} => {alias.NewName} ({owner})",
        place);

    // Upstream writes # for singleton methods too.
    public static DefinitionException InvalidOverload(TypeName owner, Name method, Place place) =>
        Shown(DefinitionErrorKind.InvalidOverloadMethod, $"Invalid method overloading: {owner}#{method}", place);

    public static DefinitionException InvalidVariance(TypeParam parameter, Place place) => Shown(
        DefinitionErrorKind.InvalidVarianceAnnotation,
        $"Type parameter variance error: {parameter.Name} is {parameter.Variance.ToString().ToLowerInvariant()}"
            + " but used as incompatible variance",
        place);

    public static DefinitionException RecursiveMethodAlias(string type, IEnumerable<Name> names, Place place) => Shown(
        DefinitionErrorKind.RecursiveAliasDefinition,
        $"Recursive aliases in {type}: {string.Join(", ", names)}",
        place);

    public static DefinitionException RecursiveTypeAlias(TypeName name, Place place) => Shown(
        DefinitionErrorKind.RecursiveTypeAlias,
        $"Recursive type alias definition found for: {name.Name}",
        place);

    public static DefinitionException NonregularTypeAlias(TypeName name, string type, Place place) => Shown(
        DefinitionErrorKind.NonregularTypeAlias,
        $"Nonregular generic type alias is prohibited: {name}, {type}",
        place);

    public static DefinitionException CyclicBound(Place place) =>
        Shown(DefinitionErrorKind.CyclicTypeParameterBound, "Cyclic type parameter bound is prohibited", place);

    public static DefinitionException InconsistentAlias(
        bool isModule, TypeName newName, TypeName oldName, Place oldPlace, Place whole)
    {
        (string expected, string actual) = isModule ? ("module", "class") : ("class", "module");
        return new(new(
            DefinitionErrorKind.InconsistentClassModuleAlias,
            $"A {expected} `{newName}` cannot be an alias of a {actual} `{oldName}`",
            oldPlace) { Excerpt = whole });
    }

    public static DefinitionException CyclicAlias(TypeName newName, Place oldPlace, Place whole) => new(new(
        DefinitionErrorKind.CyclicClassAliasDefinition,
        $"A {newName} is a cyclic definition",
        oldPlace) { Excerpt = whole });

    public static DefinitionException DefaultReference(TypeParam parameter, Place place) => Shown(
        DefinitionErrorKind.TypeParamDefaultReference,
        $"the default of {parameter.Name} cannot include optional type parameter",
        place);

    public static DefinitionException DuplicatedVariable(VariableKind kind, Name name, TypeName owner, Place place) =>
        kind == VariableKind.Instance
            ? Shown(
                DefinitionErrorKind.InstanceVariableDuplication,
                $"Duplicated instance variable name `{name}` in `{owner}`",
                place)
            : Shown(
                DefinitionErrorKind.ClassInstanceVariableDuplication,
                $"Duplicated class instance variable name `{name}` in `{owner}`",
                place);

    public static DefinitionException TooDeep(string what, Place place) =>
        Plain(DefinitionErrorKind.Nesting, $"{what} is nested too deeply", place);

    public static DefinitionError WillSyntax(string message, Place place) =>
        new(DefinitionErrorKind.WillSyntax, message, place) { Excerpt = place };

    private static string Qualified(TypeName owner, bool isSingleton, Name method) =>
        $"{owner}{(isSingleton ? '.' : '#')}{method}";

    private static DefinitionException Plain(DefinitionErrorKind kind, string message, Place place) =>
        new(new(kind, message, place));

    private static DefinitionException Shown(DefinitionErrorKind kind, string message, Place place) =>
        new(new(kind, message, place) { Excerpt = place });
}

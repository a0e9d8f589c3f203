using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Definitions;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Validation;

/// <summary>Which type aliases stand for themselves, and which use themselves with other arguments.</summary>
internal sealed class TypeAliasGraph(DefinitionBuilder builder)
{
    private const int MostTypesInArgs = 10_000;

    private readonly FactTable _facts = builder.Facts;
    private HashSet<TypeName>? _circular;
    private Dictionary<TypeName, AliasType>? _nonregular;

    /// <summary>The alias names itself, maybe through others, where only unions, intersections and options lie
    /// between.</summary>
    public bool IsCircular(TypeName name) => (_circular ??= FindCircular()).Contains(name);

    /// <summary>The use of the alias, from within itself, with arguments that are not its parameters; or
    /// null.</summary>
    public AliasType? FindNonregular(TypeName name) => (_nonregular ??= FindNonregular()).GetValueOrDefault(name);

    /// <summary>Gives <c>untyped</c> for each of the alias's parameters.</summary>
    public Substitution Untyped(TypeAliasDeclaration alias) => alias.TypeParams.IsEmpty
        ? Substitution.Empty
        : Substitution.Of(alias.TypeParams, [.. alias.TypeParams.Select(_ => s_untyped)]);

    private static readonly RbsType s_untyped = new BaseType { Kind = BaseTypeKind.Any, Span = Span.None };

    private HashSet<TypeName> FindCircular()
    {
        HashSet<TypeName> circular = [];
        Dictionary<TypeName, List<TypeName>> direct = [];
        foreach (TypeAliasEntry entry in _facts.Environment.TypeAliases)
        {
            List<TypeName> names = [];
            AddDirect(entry.Declaration.Type, entry, names);
            if (names.Count > 0)
                direct.Add(entry.Name, names);
        }
        foreach (List<TypeName> component in Components.Of(direct.Keys, name => direct.GetValueOrDefault(name) ?? []))
        {
            TypeName first = component[0];
            if (component.Count > 1 || (direct.GetValueOrDefault(first)?.Contains(first) ?? false))
                circular.UnionWith(component);
        }
        return circular;
    }

    private void AddDirect(RbsType type, TypeAliasEntry within, List<TypeName> names)
    {
        if (type is AliasType alias)
            names.Add(_facts.Normalize(_facts.Resolution.Resolve(alias.Name, within.Context)));
        else if (type is UnionType or IntersectionType or OptionalType)
        {
            TypeWalk.Any(type, part =>
            {
                AddDirect(part, within, names);
                return false;
            });
        }
    }

    private Dictionary<TypeName, AliasType> FindNonregular()
    {
        Dictionary<TypeName, AliasType> found = [];
        Dictionary<TypeName, List<AliasType>> inside = [];
        foreach (TypeAliasEntry entry in _facts.Environment.TypeAliases)
        {
            _facts.CheckNamespace(entry.Name.Namespace, new(entry.Declared.File.Buffer, entry.Declaration.Span));
            List<AliasType> used = [];
            AddAliases(_facts.Absolute(entry.Declaration.Type, entry.Context), used);
            inside.Add(entry.Name, used);
        }
        foreach (List<TypeName> names in Components.Of(inside.Keys, Children))
        {
            // One that has parameters is enough to look at all of the component.
            if (names.FirstOrDefault(HasParams) is { } first)
                Look(Generic(first), names, [], found);
        }
        return found;

        IEnumerable<TypeName> Children(TypeName name) => inside.TryGetValue(name, out List<AliasType>? used)
            ? used.Select(alias => _facts.TryNormalize(alias.Name)).OfType<TypeName>()
            : [];
    }

    private bool HasParams(TypeName name) =>
        _facts.Environment.TypeAliases.Find(name) is { Declaration.TypeParams.IsEmpty: false };

    private AliasType Generic(TypeName name) => new()
    {
        Span = Span.None,
        NameStart = 0,
        Name = name,
        Args = Substitution.VariablesOf(_facts.Environment.TypeAliases.Find(name)!.Declaration.TypeParams),
    };

    private void Look(
        AliasType type,
        List<TypeName> names,
        Dictionary<TypeName, AliasType> seen,
        Dictionary<TypeName, AliasType> found)
    {
        if (_facts.TryNormalize(type.Name) is not { } name || !names.Contains(name))
            return;
        // Arguments that grow with each step are not regular, however long the way round.
        if (TypeWalk.IsLarger(type.Args, MostTypesInArgs) || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            found.TryAdd(name, type);
            return;
        }
        if (seen.TryGetValue(name, out AliasType? first))
        {
            if (!AreCompatible(first.Args, type.Args))
                found.TryAdd(name, type);
            return;
        }
        seen.Add(name, type);
        if (_facts.Environment.TypeAliases.Find(name)!.Declaration.TypeParams.Length != type.Args.Length)
            return;
        List<AliasType> used = [];
        AddAliases(builder.ExpandAlias(name, type.Args)!, used);
        foreach (AliasType inner in used)
            Look(inner, names, seen, found);
    }

    private static bool AreCompatible(ImmutableArray<RbsType> one, ImmutableArray<RbsType> other) =>
        one.Length == other.Length && one.Zip(other).All(pair =>
            IsUntyped(pair.First) || IsUntyped(pair.Second) || pair.First.Equals(pair.Second));

    private static bool IsUntyped(RbsType type) => type is BaseType { Kind: BaseTypeKind.Any or BaseTypeKind.Todo };

    private static void AddAliases(RbsType type, List<AliasType> found)
    {
        if (type is AliasType alias)
            found.Add(alias);
        TypeWalk.Any(type, part =>
        {
            AddAliases(part, found);
            return false;
        });
    }
}

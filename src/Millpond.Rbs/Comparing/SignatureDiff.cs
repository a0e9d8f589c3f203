using Millpond.Rbs.Ast;
using Millpond.Rbs.Definitions;
using Millpond.Rbs.Environments;

namespace Millpond.Rbs.Comparing;

/// <summary>A method or constant that is not the same in two environments. <c>-</c> stands for one that is not there.
/// </summary>
/// <param name="Before">How the first environment has it.</param>
/// <param name="After">How the second has it.</param>
public sealed record SignatureChange(string Before, string After);

/// <summary>What became of a class or module from one environment to another: all its methods, inherited ones too, and
/// the constants in it, in upstream's order.</summary>
public sealed class SignatureDiff
{
    private const string Missing = "-";

    private static readonly TypeName s_object = TypeName.Parse("::Object");

    private readonly RbsEnvironment _environment;
    private readonly DefinitionBuilder _builder;
    private readonly TypeName _name;
    private readonly bool _hasDetail;
    private readonly List<string> _warnings;

    private SignatureDiff(RbsEnvironment environment, TypeName name, bool hasDetail, List<string> warnings)
    {
        _environment = environment;
        _builder = new(environment);
        _name = name;
        _hasDetail = hasDetail;
        _warnings = warnings;
    }

    /// <summary>Compares a class or module.</summary>
    /// <param name="before">The first environment.</param>
    /// <param name="after">The second.</param>
    /// <param name="name">Its absolute name.</param>
    /// <param name="hasDetail">Say of each where it is defined, and of methods the visibility.</param>
    /// <param name="warnings">Takes why an environment tells nothing, such as that there is no such class.</param>
    public static IEnumerable<SignatureChange> Of(
        RbsEnvironment before, RbsEnvironment after, TypeName name, bool hasDetail, List<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(name);
        SignatureDiff one = new(before, name, hasDetail, warnings), other = new(after, name, hasDetail, warnings);
        return Changes(one.Methods(isSingleton: false), other.Methods(isSingleton: false))
            .Concat(Changes(one.Methods(isSingleton: true), other.Methods(isSingleton: true)))
            .Concat(Changes(one.Constants(), other.Constants()));
    }

    private static List<SignatureChange> Changes(
        OrderedDictionary<Name, string> before, OrderedDictionary<Name, string> after) =>
    [
        .. from name in before.Keys.Union(after.Keys)
           let change = new SignatureChange(
               before.GetValueOrDefault(name, Missing), after.GetValueOrDefault(name, Missing))
           where change.Before != change.After
           select change,
    ];

    private OrderedDictionary<Name, string> Methods(bool isSingleton)
    {
        OrderedDictionary<Name, string> texts = [];
        try
        {
            Definition? definition = isSingleton ? _builder.FindSingleton(_name) : _builder.FindInstance(_name);
            if (definition is null)
                _warnings.Add($"there is no class or module {_name} {(isSingleton ? "itself " : "")}on one side");
            foreach (DefinedMethod method in definition?.Methods ?? [])
                texts[method.Name] = TextOf(method, isSingleton ? "self." : "");
        }
        catch (DefinitionException error)
        {
            _warnings.Add(error.Message);
        }
        return texts;
    }

    private string TextOf(DefinedMethod method, string prefix)
    {
        string detail = _hasDetail ? $"[{method.DefinedIn} {(method.IsPrivate ? "private" : "public")}] " : "";
        if (method.AliasOf is { Overloads: { IsEmpty: false } overloads })
            return $"{detail}alias {prefix}{method.Name} {prefix}{NameOf(overloads[0].Member)}";
        IEnumerable<string> types = method.Overloads.Select(one => TypeText.Of(one.Type, _environment.Version));
        return $"{detail}def {prefix}{method.Name}: {string.Join(" | ", types)}";
    }

    private static Name? NameOf(Member member) => member switch
    {
        MethodDefinition method => method.Name,
        AttributeMember attribute => attribute.Name,
        AliasMember alias => alias.NewName,
        _ => null,
    };

    // Those of the ancestors farthest away first; of Object only where it is asked for itself.
    private OrderedDictionary<Name, string> Constants()
    {
        OrderedDictionary<Name, string> texts = [];
        if (!_environment.TryNormalizeModule(_name, out TypeName? module, out _))
            return texts;
        try
        {
            foreach (Ancestor ancestor in (_builder.FindInstanceAncestors(module) ?? []).Reverse())
            {
                bool counts = ancestor is { IsSingleton: false }
                    && ancestor.Source is AncestorSource.Itself or AncestorSource.Super or AncestorSource.Include
                    && (!ReferenceEquals(ancestor.Name, s_object) || ReferenceEquals(module, s_object));
                foreach (Entry entry in counts ? Inside(ancestor.Name) : [])
                    texts[entry.Name.Name] = TextOf(entry);
            }
        }
        catch (DefinitionException error)
        {
            _warnings.Add(error.Message);
        }
        return texts;
    }

    private IEnumerable<Entry> Inside(TypeName module) =>
        _environment.Classes.Where(entry => ReferenceEquals(ParentOf(entry), module)).Cast<Entry>()
            .Concat(_environment.ClassAliases.Where(entry =>
                ParentOf(entry) is { } parent
                && _environment.TryNormalizeModule(parent, out TypeName? normalized, out _)
                && ReferenceEquals(normalized, module)
                && _environment.FindNormalized(entry.Name) is not null))
            .Concat(_environment.Constants.Where(entry => ReferenceEquals(ParentOf(entry), module)));

    private static TypeName? ParentOf(Entry entry) =>
        entry.Name.Namespace.IsEmpty ? null : entry.Name.Namespace.ToTypeName();

    private string TextOf(Entry entry)
    {
        string detail = _hasDetail ? $"[{ParentOf(entry)}] " : "";
        string type = entry is ConstantEntry constant
            ? TypeText.Of(
                _environment.Resolution.Absolute(constant.Declaration.Type, constant.Context), _environment.Version)
            : $"singleton({entry.Name})";
        return $"{detail}{entry.Name.Name}: {type}";
    }
}

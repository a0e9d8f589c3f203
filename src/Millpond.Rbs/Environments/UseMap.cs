using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Environments;

/// <summary>What the <c>use</c> directives of a file bring: short names for absolute ones. Immutable.</summary>
public sealed class UseMap
{
    private readonly Dictionary<Name, TypeName> _names;

    internal UseMap(Dictionary<Name, TypeName> names) => _names = names;

    /// <summary>The name that <paramref name="name"/> means: its first part replaced where a directive names that; else
    /// itself. An absolute name is itself.</summary>
    public TypeName Apply(TypeName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.IsAbsolute)
            return name;
        if (name.Namespace.IsEmpty)
            return _names.GetValueOrDefault(name.Name, name);
        return Replace(name.Namespace) is { } replaced ? TypeName.Of(replaced, name.Name) : name;
    }

    internal bool SaysTheSameAs(UseMap? other) =>
        other is not null && _names.Count == other._names.Count
        && _names.All(pair => other._names.TryGetValue(pair.Key, out TypeName? name) && ReferenceEquals(name, pair.Value));

    private Namespace? Replace(Namespace path)
    {
        if (path.Parent!.IsEmpty)
            return _names.TryGetValue(path.Name!, out TypeName? found) ? found.ToNamespace() : null;
        return Replace(path.Parent)?.Append(path.Name!);
    }
}

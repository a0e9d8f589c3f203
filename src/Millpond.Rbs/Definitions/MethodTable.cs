using System.Diagnostics.CodeAnalysis;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Definitions;

/// <summary>A member and where it stands.</summary>
/// <param name="Member">A method definition, attribute or alias.</param>
/// <param name="Context">What its names are resolved in.</param>
/// <param name="Buffer">Its source.</param>
/// <param name="Renaming">From the type parameters of its declaration to those of the class.</param>
internal sealed record PlacedMember(Member Member, Context Context, SourceBuffer Buffer, Substitution Renaming)
{
    public Place Place => new(Buffer, Member.Span);
}

/// <summary>What one class, module or interface says about one method.</summary>
internal sealed class MethodEntry(Name name)
{
    public Name Name { get; } = name;

    /// <summary>The definition, attribute or alias; null where there are only overloads to add.</summary>
    public PlacedMember? Original { get; set; }

    /// <summary>Private by its section or by itself. Says nothing about an alias.</summary>
    public bool IsPrivate { get; set; }

    /// <summary>The definitions that end in <c>...</c>, in order.</summary>
    public List<PlacedMember>? Overloads { get; set; }

    public AliasMember? Alias => Original?.Member as AliasMember;
}

/// <summary>To a question that is asked once.</summary>
internal enum Answer : byte
{
    Unknown,
    Yes,
    No,
}

/// <summary>Whose methods a table has.</summary>
internal enum MethodSide : byte
{
    Instance,
    Singleton,
    Interface,
}

/// <summary>
/// The methods that the declarations of a class, module or interface say themselves, aliases behind what they name. One
/// for all classes that inherit or include them.
/// </summary>
internal sealed class MethodTable
{
    private readonly Dictionary<Name, MethodEntry> _byName;
    private readonly MethodEntry[] _entries;
    private readonly DefinitionException? _cycle;
    private volatile Answer _isSound;

    internal MethodTable(
        TypeName owner,
        MethodSide side,
        MethodEntry[] entries,
        Dictionary<Name, MethodEntry> byName,
        DefinitionException? cycle)
    {
        Owner = owner;
        Side = side;
        _entries = entries;
        _byName = byName;
        _cycle = cycle;
        Open = [.. entries.Where(IsOpen)];
    }

    public TypeName Owner { get; }

    public MethodSide Side { get; }

    /// <summary>The entries, each alias behind what it names. With aliases that go round: those before them.</summary>
    public ReadOnlySpan<MethodEntry> Entries => _entries;

    /// <summary>Those that need a method from elsewhere: aliases of it, and overloads without a definition.</summary>
    public MethodEntry[] Open { get; }

    /// <summary>What is left to raise behind <see cref="Entries"/>: aliases that go round.</summary>
    public bool HasCycle => _cycle is not null;

    /// <summary>Every type in it has only names that exist, each with as many arguments as it takes.</summary>
    public Answer IsSound
    {
        get => _isSound;
        set => _isSound = value;
    }

    public void ThrowIfCyclic()
    {
        if (_cycle is not null)
            throw _cycle;
    }

    public bool TryFind(Name name, [MaybeNullWhen(false)] out MethodEntry entry) =>
        _byName.TryGetValue(name, out entry);

    private bool IsOpen(MethodEntry entry) => entry.Original is null
        || (entry.Alias is { } alias
            && (ReferenceEquals(alias.OldName, entry.Name) || !_byName.ContainsKey(alias.OldName)));
}

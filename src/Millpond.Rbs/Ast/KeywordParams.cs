using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Millpond.Rbs.Ast;

/// <summary>Keyword parameters in order of writing: an immutable map, searched one by one as there are few. Enumerates
/// without an allocation.</summary>
public sealed class KeywordParams
{
    private readonly KeyValuePair<Name, Param>[] _pairs;

    internal KeywordParams(KeyValuePair<Name, Param>[] pairs) => _pairs = pairs;

    /// <summary>The one without any, shared by all functions.</summary>
    public static KeywordParams Empty { get; } = new([]);

    /// <summary>How many there are.</summary>
    public int Count => _pairs.Length;

    /// <summary>There is none.</summary>
    public bool IsEmpty => _pairs.Length == 0;

    /// <summary>The parameters of <paramref name="pairs"/>, whose names are unique.</summary>
    public static KeywordParams Of(params ImmutableArray<KeyValuePair<Name, Param>> pairs) =>
        pairs.IsDefaultOrEmpty ? Empty : new([.. pairs]);

    /// <summary>The parameter of a name.</summary>
    public bool TryGetValue(Name name, [MaybeNullWhen(false)] out Param param)
    {
        foreach (KeyValuePair<Name, Param> pair in _pairs)
        {
            if (ReferenceEquals(pair.Key, name))
            {
                param = pair.Value;
                return true;
            }
        }
        param = null;
        return false;
    }

    /// <summary>The parameters in order.</summary>
    public ReadOnlySpan<KeyValuePair<Name, Param>> AsSpan() => _pairs;

    /// <summary>The parameters in order.</summary>
    public ReadOnlySpan<KeyValuePair<Name, Param>>.Enumerator GetEnumerator() => AsSpan().GetEnumerator();
}

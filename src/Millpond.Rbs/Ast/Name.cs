using Millpond.Rbs.Text;

namespace Millpond.Rbs.Ast;

/// <summary>
/// An interned name, Ruby's Symbol: one instance for each spelling in the process, so two are equal exactly when they
/// are the same object. Never collected. Free to use from many threads.
/// </summary>
public sealed class Name
{
    private TypeName? _bare;
    private TypeName? _rooted;

    internal Name(string text, int utf8Length, int hash)
    {
        Text = text;
        Utf8Length = utf8Length;
        Hash = hash;
        Kind = KindOf(text);
    }

    /// <summary>The spelling, without quotes. A byte that is no UTF-8 is the lone surrogate U+DC00 + byte.</summary>
    public string Text { get; }

    /// <summary>Its length in bytes of UTF-8.</summary>
    public int Utf8Length { get; }

    internal int Hash { get; }

    /// <summary>What a type of this name would be: <c>String</c> a class, <c>_Each</c> an interface, <c>int</c> an alias.</summary>
    internal TypeNameKind Kind { get; }

    /// <summary>The name as a type name without a namespace.</summary>
    internal TypeName Bare => _bare ??= TypeName.Intern(Namespace.Empty, this);

    /// <summary>The name as an absolute type name at the top: <c>::Name</c>.</summary>
    internal TypeName Rooted => _rooted ??= TypeName.Intern(Namespace.Root, this);

    /// <summary>The one instance for a spelling.</summary>
    public static Name Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return NameTable.Intern(Utf8.ToBytes(text));
    }

    /// <summary>The one instance for a spelling in UTF-8.</summary>
    public static Name Of(ReadOnlySpan<byte> utf8) => NameTable.Intern(utf8);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static TypeNameKind KindOf(string text) => text switch
    {
        [>= 'A' and <= 'Z', ..] => TypeNameKind.Class,
        ['_', >= 'A' and <= 'Z', ..] => TypeNameKind.Interface,
        _ => TypeNameKind.Alias,
    };
}

namespace Millpond.Rbs.Text;

/// <summary>A range of a <see cref="SourceBuffer"/>, in bytes from its beginning.</summary>
/// <param name="Start">Where it begins, in bytes.</param>
/// <param name="Length">How long it is, in bytes; zero where nothing was written (<see cref="None"/>).</param>
public readonly record struct Span(int Start, int Length)
{
    /// <summary>Stands for what the source does not contain, such as the visibility of a plain <c>def</c>.</summary>
    public static Span None => default;

    /// <summary>Just behind the last byte.</summary>
    public int End => Start + Length;

    /// <summary>False for <see cref="None"/>: there is nothing in the source for it.</summary>
    public bool Exists => Length > 0;

    /// <summary>The range from <paramref name="start"/> up to and without <paramref name="end"/>.</summary>
    public static Span Between(int start, int end) => new(start, end - start);

    /// <summary>From the beginning of this one to the end of <paramref name="last"/>.</summary>
    public Span To(Span last) => Between(Start, last.End);

    /// <summary>Whether the byte at <paramref name="offset"/> lies in it.</summary>
    public bool Contains(int offset) => offset >= Start && offset < End;

    /// <inheritdoc/>
    public override string ToString() => $"{Start}...{End}";
}

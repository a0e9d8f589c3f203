using Millpond.Rbs.Text;

namespace Millpond.Rbs.Ast;

/// <summary>
/// A node of the syntax tree: immutable, and compared by reference unless it says otherwise. It knows its place but not
/// its buffer: <see cref="Parsing.SignatureFile.Buffer"/> has that.
/// </summary>
public abstract class Node
{
    private protected Node()
    {
    }

    /// <summary>The whole of it in the source, in bytes, without the doc comment.</summary>
    public required Span Span { get; init; }
}

using System.Text;
using Millpond.Rbs.Environments;

namespace Millpond.Rbs.LanguageServer;

/// <summary>Where a symbol is named.</summary>
internal static class References
{
    public static IEnumerable<Occurrence> In(SourceFile file, Symbol symbol, RbsEnvironment environment)
    {
        // A file without the letters has no place: most files are passed over by this. (A `use … as` holds them, too.)
        string text = symbol is MethodSymbol ? symbol.Text.TrimEnd('=') : symbol.Text;
        return file.Buffer.Bytes.IndexOf(Encoding.UTF8.GetBytes(text)) < 0
            ? []
            : OccurrenceFinder.Of(file, environment).Where(occurrence => symbol.Equals(occurrence.Symbol));
    }
}

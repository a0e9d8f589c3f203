using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Definitions;

/// <summary>Names that the language itself knows.</summary>
internal static class WellKnown
{
    public static TypeName BasicObject { get; } = TypeName.Parse("::BasicObject");

    public static TypeName Object { get; } = TypeName.Parse("::Object");

    public static TypeName Class { get; } = TypeName.Parse("::Class");

    public static TypeName Module { get; } = TypeName.Parse("::Module");

    public static Name New { get; } = Name.Of("new");

    public static Name Initialize { get; } = Name.Of("initialize");
}

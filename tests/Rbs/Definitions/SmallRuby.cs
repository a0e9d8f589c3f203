using Millpond.Rbs.Ast;
using Millpond.Rbs.Definitions;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;
using Millpond.Rbs.Validation;

namespace Millpond.Rbs.Tests.Definitions;

/// <summary>Definitions of a source, beside a Ruby in small (Live/core.rbs).</summary>
internal static class SmallRuby
{
    private static readonly string s_core = File.ReadAllText(
        Path.Join(Repository.Root, "tests", "Rbs", "Live", "core.rbs"));

    public static RbsVersion Latest => RbsVersion.Latest;

    public static RbsEnvironment Environment(string source, RbsVersion? version = null)
    {
        ParserOptions options = new() { Version = version ?? RbsVersion.Latest };
        SourceFile[] files =
        [
            SourceFile.Parse(SourceBuffer.FromText("core.rbs", s_core), CoreOrigin.Instance, options),
            SourceFile.Parse(SourceBuffer.FromText("a.rbs", source), new FolderOrigin("."), options),
        ];
        return RbsEnvironment.Of(files, options.Version);
    }

    public static DefinitionBuilder Builder(string source, RbsVersion? version = null) =>
        new(Environment(source, version));

    public static string[] Ancestors(string source, string name) =>
        [.. Builder(source).FindInstanceAncestors(TypeName.Parse(name))!.Select(ancestor => ancestor.ToString())];

    public static Definition Instance(string source, string name, RbsVersion? version = null) =>
        Builder(source, version).FindInstance(TypeName.Parse(name))!;

    public static Definition Singleton(string source, string name, RbsVersion? version = null) =>
        Builder(source, version).FindSingleton(TypeName.Parse(name))!;

    public static DefinedMethod Method(string source, string name, string method, RbsVersion? version = null) =>
        Instance(source, name, version).FindMethod(Name.Of(method))!;

    public static string[] Types(DefinedMethod method) =>
        [.. method.Overloads.Select(overload => TypeText.Of(overload.Type, RbsVersion.Latest))];

    /// <summary>The errors of a source, each in one line without its class.</summary>
    public static string[] Errors(string source, RbsVersion? version = null) =>
        [.. new Validator(Environment(source, version)).Validate().Errors
            .Select(error => $"{error.Place}: {error.Message}")];
}

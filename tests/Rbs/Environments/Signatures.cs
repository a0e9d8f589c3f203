using Millpond.Rbs.Ast;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;
using Context = Millpond.Rbs.Environments.Context;

namespace Millpond.Rbs.Tests.Environments;

/// <summary>Environments of sources written in a test: files a.rbs, b.rbs …</summary>
internal static class Signatures
{
    public static RbsVersion Latest => RbsVersion.Latest;

    public static RbsEnvironment Environment(params string[] sources) => Environment(Latest, sources);

    public static RbsEnvironment Environment(RbsVersion version, params string[] sources) =>
        RbsEnvironment.Of(sources.Select((source, at) => File($"{(char)('a' + at)}.rbs", source, version)), version);

    public static SourceFile File(string name, string source, RbsVersion? version = null) => SourceFile.Parse(
        SourceBuffer.FromText(name, source), new FolderOrigin("sig"), new() { Version = version ?? Latest });

    public static TypeName Name(string text) => TypeName.Parse(text);

    /// <summary>What a name means inside nested classes, from the outside in; without any at the top level.</summary>
    public static string Meaning(RbsEnvironment environment, string name, params string[] nesting)
    {
        Context context = nesting.Aggregate(
            environment.RootOf(environment.Files[0]), (outer, inner) => outer.Enter(Name(inner)));
        return environment.Resolution.Resolve(Name(name), context).ToString();
    }
}

using System.Collections.Immutable;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Environments.Loading;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Benchmarks;

/// <summary>Work that the rbs gem's benchmarks do, and its parts: ready to be iterated.</summary>
public sealed class Workload
{
    private const byte NewLine = (byte)'\n';

    private Workload(SourceSize source, Func<object> iterate)
    {
        Source = source;
        Iterate = iterate;
    }

    /// <summary>What one iteration reads.</summary>
    public SourceSize Source { get; }

    /// <summary>One iteration; returns all that it made.</summary>
    public Func<object> Iterate { get; }

    /// <summary>Finds, reads, parses and inserts signatures and resolves every name: <c>Environment.from_loader(…)
    /// .resolve_type_names</c>. Every iteration begins with the files.</summary>
    /// <exception cref="RbsLoadException">Something is not there.</exception>
    public static Workload Environment(LoaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var files = Read(options).ToImmutableArray();
        return new(SizeOf(files), () =>
        {
            RbsEnvironment environment = new EnvironmentLoader(options).Load();
            environment.ResolveAll(options.EffectiveThreads);
            return environment;
        });
    }

    /// <summary>Splits into tokens and parses what is in memory already, one file after the other.</summary>
    /// <param name="options">Which files.</param>
    /// <param name="withComments">False: lines that hold nothing but a comment are taken out before.</param>
    /// <exception cref="RbsLoadException">Something is not there.</exception>
    public static Workload Parse(LoaderOptions options, bool withComments)
    {
        ArgumentNullException.ThrowIfNull(options);
        var files = Read(options).Select(file => withComments ? file : WithoutComments(file)).ToImmutableArray();
        ParserOptions parser = new() { Version = options.EffectiveVersion, ShareEmpty = options.ShareEmpty };
        return new(SizeOf(files), () =>
        {
            var trees = new object[files.Length];
            for (int at = 0; at < trees.Length; at++)
                trees[at] = Parser.ParseSignature(files[at], parser);
            return trees;
        });
    }

    /// <summary>The source without the lines that hold nothing but a comment.</summary>
    internal static SourceBuffer WithoutComments(SourceBuffer source)
    {
        List<byte> kept = new(source.Length);
        for (ReadOnlySpan<byte> rest = source.Bytes; rest.Length > 0;)
        {
            int end = rest.IndexOf(NewLine);
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..(end + 1)];
            if (!line.TrimStart(" \t"u8).StartsWith("#"u8))
                kept.AddRange(line);
            rest = rest[line.Length..];
        }
        return SourceBuffer.FromBytes(source.Name, [.. kept]);
    }

    private static IEnumerable<SourceBuffer> Read(LoaderOptions options) =>
        new EnvironmentLoader(options).FindFiles().Select(file => SourceBuffer.FromFile(file.Path));

    private static SourceSize SizeOf(ImmutableArray<SourceBuffer> files) =>
        new(files.Length, files.Sum(file => (long)file.Length));
}

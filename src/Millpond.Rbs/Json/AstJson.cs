using Millpond.Rbs.Ast;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Json;

/// <summary>What the JSON of a tree looks like.</summary>
public sealed record AstJsonOptions
{
    /// <summary>As the rbs gem 4.2 writes it.</summary>
    public static AstJsonOptions Default { get; } = new();

    /// <summary>Which version's keys.</summary>
    public RbsVersion Version { get; init; } = RbsVersion.Latest;

    /// <summary>Also what upstream leaves out: offsets in code points and bytes, the parts of each place (its
    /// <c>children</c>), directives, and the annotations of constants, globals and class aliases.</summary>
    public bool IsFull { get; init; }
}

/// <summary>Takes a piece of UTF-8 that is written; the bytes are gone afterwards.</summary>
public delegate void WriteUtf8(ReadOnlySpan<byte> bytes);

/// <summary>Trees as JSON, byte for byte as the rbs gem's <c>JSON.generate</c>. Free to use from many threads.</summary>
public static class AstJson
{
    // A piece at a time: large enough to be worth a write, small beside the tree.
    private const int PieceBytes = 64 * 1024;

    /// <summary>The declarations of a file, <c>[{"declaration":…},…]</c>; in the full form
    /// <c>{"buffer":…,"directives":[…],"declarations":[…]}</c>. Written in pieces of about 64 KiB.</summary>
    public static void Write(SignatureFile file, WriteUtf8 write, AstJsonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(write);
        options ??= AstJsonOptions.Default;
        JsonText text = new();
        AstWriter writer = new(text, file.Buffer, options);
        if (options.IsFull)
        {
            Full(file, text, writer, write);
        }
        else
        {
            text.Raw('[');
            Declarations(file, text, writer, write);
            text.Raw(']');
        }
        write(text.Written);
    }

    /// <summary>The declarations of all files of an environment with absolute names, in order of loading, as <c>rbs ast</c>
    /// prints them: one array. In the full form an object for each file.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="write">Takes the pieces.</param>
    /// <param name="filter">Which files; null: all.</param>
    /// <param name="options">What it looks like.</param>
    public static void Write(
        RbsEnvironment environment,
        WriteUtf8 write,
        Func<SourceFile, bool>? filter = null,
        AstJsonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(write);
        options ??= new() { Version = environment.Version };
        JsonText text = new();
        text.Raw('[');
        bool isFirst = true;
        foreach (SourceFile file in environment.Files)
        {
            if (filter?.Invoke(file) == false || (file.Tree.Declarations.IsEmpty && !options.IsFull))
                continue;
            if (!isFirst)
                text.Raw(',');
            isFirst = false;
            AstWriter writer = new(text, file.Buffer, options, environment.Resolution, environment.RootOf(file));
            if (options.IsFull)
                Full(file.Tree, text, writer, write);
            else
                Declarations(file.Tree, text, writer, write);
        }
        text.Raw(']');
        write(text.Written);
    }

    /// <summary>The declarations of a file in one piece.</summary>
    public static byte[] Of(SignatureFile file, AstJsonOptions? options = null)
    {
        using MemoryStream bytes = new();
        Write(file, bytes.Write, options);
        return bytes.ToArray();
    }

    /// <summary>A type of <paramref name="buffer"/>; <c>null</c> for null.</summary>
    public static byte[] Of(RbsType? type, SourceBuffer buffer, AstJsonOptions? options = null) =>
        One(type, buffer, options, (writer, node) => writer.Type(node));

    /// <summary>A method type of <paramref name="buffer"/>; <c>null</c> for null.</summary>
    public static byte[] Of(MethodType? type, SourceBuffer buffer, AstJsonOptions? options = null) =>
        One(type, buffer, options, (writer, node) => writer.MethodType(node));

    private static byte[] One<T>(T? node, SourceBuffer buffer, AstJsonOptions? options, Action<AstWriter, T> write)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(buffer);
        JsonText text = new();
        if (node is null)
            text.Null();
        else
            write(new(text, buffer, options ?? AstJsonOptions.Default), node);
        return text.Written.ToArray();
    }

    private static void Full(SignatureFile file, JsonText text, AstWriter writer, WriteUtf8 write)
    {
        text.Raw("""{"buffer":{"name":"""u8);
        text.String(file.Buffer.Name);
        text.Raw("""},"directives":["""u8);
        for (int at = 0; at < file.Directives.Length; at++)
        {
            if (at > 0)
                text.Raw(',');
            writer.Directive(file.Directives[at]);
        }
        text.Raw("""],"declarations":["""u8);
        Declarations(file, text, writer, write);
        text.Raw("]}"u8);
    }

    private static void Declarations(SignatureFile file, JsonText text, AstWriter writer, WriteUtf8 write)
    {
        for (int at = 0; at < file.Declarations.Length; at++)
        {
            if (at > 0)
                text.Raw(',');
            writer.Declaration(file.Declarations[at]);
            if (text.Length < PieceBytes)
                continue;
            write(text.Written);
            text.Clear();
        }
    }
}

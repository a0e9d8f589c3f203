using System.CommandLine;
using Millpond.Lab.Launching;
using Millpond.Lab.Packing;

namespace Millpond.Cli.Verbs;

/// <summary>Packs the Python package as a wheel.</summary>
internal sealed class PackVerb : Verb
{
    private readonly Option<string?> _out = CommonOptions.Text("--out", "DIR", "Where the wheel goes (default: here)");

    internal PackVerb(CommandLine line)
        : base(
            "pack",
            "Make a wheel of the Python package, for pip",
            "millpond pack [--out DIR]",
            "millpond pack --out dist && python3 -m pip install dist/*.whl")
    {
        Options.Add(_out);
        SetAction(parsed => Run(parsed, line.Command));
    }

    private int Run(ParseResult parsed, IReadOnlyList<string>? command)
    {
        NoCommand.Expect(command);
        string folder = parsed.GetValue(_out) ?? ".";
        Streams.WriteLine(
            Streams.Output, Wheel.Pack(Installation.OfThisCommand().PythonFolder, Product.Version, folder));
        return 0;
    }
}

namespace Millpond.Cli.Tests.Verbs;

/// <summary><c>rbs diff</c> and <c>rbs subtract</c>, byte for byte beside rbs 3.4.0 of the trixie root.</summary>
public sealed class RbsComparedTests
{
    private const string Gem = "usr/lib/ruby/gems/3.3.0/gems/rbs-3.4.0";

    private const string Before = """
        class Foo
          X: Integer
          Y: String
          def a: (Integer) -> String | () -> void
          def self.s: () -> void
          alias b a
          attr_accessor acc: Integer
          class Inner
          end
        end
        """;

    private const string After = """
        class Foo
          X: Float
          Y: String
          def a: (Symbol) -> ^(Integer) -> void | () -> void
          alias b a
          private attr_reader acc: Integer
          module Other
          end
        end
        """;

    [Theory]
    [InlineData("--type-name Foo --format diff --before BEFORE --after AFTER")]
    [InlineData("--type-name Foo --format diff --detail --before BEFORE --after AFTER")]
    [InlineData("--type-name ::Foo --format markdown --after AFTER")]
    [InlineData("--type-name Time --format diff --after CORE/../stdlib/time/0")]
    [InlineData("--type-name Integer --format diff --detail --after CORE/../stdlib/bigdecimal/0")]
    [InlineData("--type-name Object --format markdown --after CORE/../stdlib/json/0")]
    public async Task Diff_prints_what_rbs_prints(string arguments)
    {
        using TemporaryFolder folder = new();
        folder.Write("before/a.rbs", Before);
        folder.Write("after/a.rbs", After);
        string[] typed =
        [
            "diff",
            .. arguments.Replace("BEFORE", $"{folder.Path}/before").Replace("AFTER", $"{folder.Path}/after")
                .Split(' '),
        ];
        string real = await Real(typed);
        Ended ended = BuiltCommand.Run(["rbs", .. WithCore(typed), "--core", $"{Require.Trixie()}/{Gem}/core"]);
        Assert.Equal(real, ended.Output);
    }

    [Theory]
    [InlineData("subtract CORE/string.rbs CORE/comparable.rbs")]
    [InlineData("subtract CORE --subtrahend SUBTRAHEND")]
    [InlineData("subtract CORE/../stdlib SUBTRAHEND")]
    public async Task Subtract_prints_what_rbs_prints(string arguments)
    {
        using TemporaryFolder folder = new();
        string subtrahend = folder.Write("subtrahend.rbs", """
            class String
              def +: (string) -> String
              include Comparable
              alias self.x self.y
            end
            module Kernel
              def self?.puts: (*untyped) -> nil
            end
            class Process::Status
              def exited?: () -> bool
            end
            interface _Each[T]
            end
            type int = Integer
            RUBY_VERSION: String
            $stdout: IO
            """);
        string[] typed = arguments.Replace("SUBTRAHEND", subtrahend).Split(' ');
        string real = await Real(typed);
        Ended ended = BuiltCommand.Run(["rbs", .. WithCore(typed), "--rbs-version", "3.4"]);
        Assert.Equal(real, ended.Output);
    }

    private static async Task<string> Real(string[] typed)
    {
        string core = $"/{Gem}/core";
        if (!Directory.Exists($"{Require.Trixie()}{core}"))
            Require.Missing("the trixie root has no rbs 3.4.0");
        string[] command = [.. typed.Select(argument => argument.Replace("CORE", core))];
        return (await Repository.RunInTrixieAsync(["rbs3.3", .. command])).Succeeded().Output;
    }

    private static IEnumerable<string> WithCore(string[] typed) =>
        typed.Select(argument => argument.Replace("CORE", $"{Require.Trixie()}/{Gem}/core"));
}

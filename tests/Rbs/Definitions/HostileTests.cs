using System.Text;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Definitions;

namespace Millpond.Rbs.Tests.Definitions;

/// <summary>Signatures that would end a program which trusts them: each is an error, or simply true.</summary>
public sealed class HostileTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_very_long_chain_of_super_classes_is_an_error(bool isBaseFirst)
    {
        IEnumerable<string> lines = Enumerable.Range(1, 5_000).Select(at => $"class C{at} < C{at - 1} end\n");
        string source = "class C0 end\n" + string.Concat(isBaseFirst ? lines : lines.Reverse());
        Assert.Contains(SmallRuby.Errors(source), IsTooDeep);
    }

    [Fact]
    public void Modules_that_double_at_each_step_are_an_error()
    {
        string source = "module M0 end\n" + string.Concat(Enumerable.Range(1, 40).Select(
            at => $"module M{at} include M{at - 1} include M{at - 1} end\n"));
        Assert.Contains(SmallRuby.Errors(source), IsTooDeep);
    }

    [Fact]
    public void Arguments_that_double_at_each_step_are_an_error()
    {
        string source = "class C0[T] end\n" + string.Concat(Enumerable.Range(1, 60).Select(
            at => $"class C{at}[T] < C{at - 1}[[T, T]] end\n"));
        Assert.Contains(SmallRuby.Errors(source), IsTooDeep);
    }

    [Fact]
    public void Type_aliases_that_double_on_their_way_round_are_not_regular()
    {
        string source = "type a0[T] = a60[T] | nil\n" + string.Concat(Enumerable.Range(1, 60).Select(
            at => $"type a{at}[T] = [a{at - 1}[[T, T]]]\n"));
        Assert.NotEmpty(SmallRuby.Errors(source));
    }

    [Fact]
    public void A_long_chain_of_aliases_is_followed()
    {
        StringBuilder source = new("class A def m0: () -> 1\n");
        for (int at = 1; at <= 1_000; at++)
            source.Append(System.Globalization.CultureInfo.InvariantCulture, $"alias m{at} m{at - 1}\n");
        DefinedMethod method = SmallRuby.Method(source.Append("end").ToString(), "::A", "m1000");
        Assert.Equal(["() -> 1"], SmallRuby.Types(method));
    }

    [Fact]
    public void A_chain_of_aliases_without_end_is_an_error()
    {
        StringBuilder source = new("class A def m0: () -> 1\n");
        for (int at = 1; at <= 200_000; at++)
            source.Append(System.Globalization.CultureInfo.InvariantCulture, $"alias m{at} m{at - 1}\n");
        Definition definition = SmallRuby.Instance(source.Append("end").ToString(), "::A");
        Assert.Throws<DefinitionException>(() => definition.FindMethod(Name.Of("m200000")));
    }

    private static bool IsTooDeep(string error) => error.Contains("nested too deeply", StringComparison.Ordinal);
}

using Millpond.Rbs.Ast;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Tests.Ast;

public sealed class SharingTests
{
    private const string Source = "class A\n  def x: () -> A\n  def y: () -> A\nend\n";

    [Fact]
    public void Empty_maps_are_one_object()
    {
        Function[] functions = Functions(shareEmpty: true);
        Assert.Same(functions[0].RequiredKeywords, functions[1].OptionalKeywords);
    }

    [Fact]
    public void Empty_lists_are_one_array()
    {
        Function[] functions = Functions(shareEmpty: true);
        Assert.True(functions[0].RequiredPositionals == functions[1].TrailingPositionals);
    }

    [Fact]
    public void Without_sharing_each_empty_list_is_its_own()
    {
        Function[] functions = Functions(shareEmpty: false);
        Assert.False(functions[0].RequiredPositionals == functions[0].TrailingPositionals);
    }

    [Fact]
    public void Sharing_saves_allocations() => Assert.True(AllocatedBytes(shareEmpty: true) < AllocatedBytes(shareEmpty: false));

    private static long AllocatedBytes(bool shareEmpty)
    {
        Functions(shareEmpty);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Functions(shareEmpty);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Function[] Functions(bool shareEmpty)
    {
        SourceBuffer buffer = SourceBuffer.FromText("a.rbs", Source);
        SignatureFile file = Parser.ParseSignature(buffer, new ParserOptions { ShareEmpty = shareEmpty });
        return
        [
            .. ((ClassDeclaration)file.Declarations[0]).Members
                .Select(static member => (Function)((MethodDefinition)member).Overloads[0].MethodType.Function),
        ];
    }
}

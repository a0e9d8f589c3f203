using Millpond.House.Tests.Rules;
using Millpond.House.Tests.Tree;

namespace Millpond.House.Tests.Samples;

/// <summary>Which files have to say why they are sound.</summary>
public sealed class SoundnessTests
{
    [Theory]
    [InlineData("unsafe void F(A* a) { a->B = 1; }")]
    [InlineData("unsafe void F(nint a) { G((byte*)a); }")]
    [InlineData("unsafe void F(byte* a) { *a = 1; }")]
    [InlineData("unsafe void F(byte[] a) { fixed (byte* b = a) G(b); }")]
    [InlineData("unsafe Span<byte> F(byte* a) => new Span<byte>(a, 1);")]
    public void Use_of_a_pointer_without_a_reason_is_found(string code) => Assert.Single(Findings(code));

    [Theory]
    [InlineData("// Sound: a is live.\nunsafe void F(byte* a) { *a = 1; }")]
    [InlineData("// Safety: a is live.\nunsafe void F(byte* a) { *a = 1; }")]
    [InlineData("static unsafe partial int Read(int file, byte* data);")]
    [InlineData("int F(int a, int b) { return a *b; }")]
    public void A_reason_or_a_mere_declaration_passes(string code) => Assert.Empty(Findings(code));

    [Fact]
    public void A_reason_in_a_string_does_not_count() =>
        Assert.Single(Findings("unsafe void F(byte* a) { *a = 1; G(\"sound\"); }"));

    private static IEnumerable<Finding> Findings(string code) => Soundness.In(new SourceFile("src/A.cs", code));
}

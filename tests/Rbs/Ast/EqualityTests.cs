using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Tests.Ast;

public sealed class EqualityTests
{
    [Theory]
    [InlineData("A[B]", " A [ B ]")]
    [InlineData("A | B?", "(A) | (B)?")]
    [InlineData("{ a: A, b: B }", "{ b: B, :a => A }")]
    [InlineData("^(A, b: B) { () -> C } -> D", "^(A,b: B){ -> C }->D")]
    [InlineData("1_0", "10")]
    public void Types_that_say_the_same_are_equal(string one, string other) =>
        Assert.Equal(Rbs.Type<RbsType>(one, []), Rbs.Type<RbsType>(other, []));

    [Theory]
    [InlineData("A", "B")]
    [InlineData("A", "::A")]
    [InlineData("A | B", "B | A")]
    [InlineData("A | B", "A & B")]
    [InlineData(":a", "\"a\"")]
    [InlineData("{ a: A }", "{ ?a: A }")]
    [InlineData("^(A) -> B", "^(A a) -> B")]
    public void Types_that_do_not_are_not(string one, string other) =>
        Assert.NotEqual(Rbs.Type<RbsType>(one, []), Rbs.Type<RbsType>(other, []));

    [Theory]
    [InlineData("A[B | C?]", "A[ B|C? ]")]
    [InlineData("^(A) -> B", "^(A)->B")]
    public void Equal_types_have_equal_hashes(string one, string other) =>
        Assert.Equal(Rbs.Type<RbsType>(one, []).GetHashCode(), Rbs.Type<RbsType>(other, []).GetHashCode());

    [Theory]
    [InlineData("A[T, { a: T? }]", "A[X, { a: X? }]")]
    [InlineData("^(T, *T, k: T) { (T) -> T } -> [T, T]", "^(X, *X, k: X) { (X) -> X } -> [X, X]")]
    [InlineData("(T | A) & singleton(B)[T]", "(X | A) & singleton(B)[X]")]
    public void Mapping_replaces_every_part(string source, string expected)
    {
        RbsType replacement = Rbs.Type<ClassInstanceType>("X");
        RbsType mapped = Rbs.Type<RbsType>(source, "T").Map(type => type is VariableType ? replacement : null);
        Assert.Equal(Rbs.Type<RbsType>(expected), mapped);
    }

    [Fact]
    public void Mapping_shares_what_does_not_change()
    {
        RbsType type = Rbs.Type<RbsType>("A[B, { a: C? }, ^(D) { () -> E } -> F]");
        Assert.Same(type, type.Map(_ => null));
    }
}

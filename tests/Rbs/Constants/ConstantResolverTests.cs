using Millpond.Rbs.Ast;
using Millpond.Rbs.Constants;
using Millpond.Rbs.Definitions;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Tests.Environments;

namespace Millpond.Rbs.Tests.Constants;

public sealed class ConstantResolverTests
{
    private const string Source = """
        class BasicObject
        end
        class Object < BasicObject
          include Kernel
          IN_OBJECT: 1
        end
        module Kernel : BasicObject
          IN_KERNEL: 1
        end
        class Module
        end
        class Class < Module
        end
        TOP: 1
        module M
          IN_M: Array
          class Array
          end
        end
        class A
          include M
          X: 1
          class B
            X: 2
          end
        end
        class C < A
          TOP: 3
        end
        """;

    [Theory]
    [InlineData("TOP", null, "::TOP")]
    [InlineData("TOP", "::A", "::TOP")]
    [InlineData("TOP", "::C", "::C::TOP")]
    [InlineData("IN_M", "::C", "::M::IN_M")]
    [InlineData("X", "::C", "::A::X")]
    [InlineData("A::B::X", null, "::A::B::X")]
    [InlineData("C::X", null, "::A::X")]
    [InlineData("C::IN_OBJECT", null, null)]
    [InlineData("IN_OBJECT", "::C", "::Object::IN_OBJECT")]
    [InlineData("IN_KERNEL", null, "::Kernel::IN_KERNEL")]
    [InlineData("IN_KERNEL", "::M", null)]
    [InlineData("IN_OBJECT", "::M", "::Object::IN_OBJECT")]
    [InlineData("A::TOP", null, null)]
    [InlineData("Object::TOP", null, "::TOP")]
    [InlineData("::A::B", null, "::A::B")]
    [InlineData("::TOP", null, null)]
    [InlineData("A", "::A", "::A")]
    [InlineData("Nothing", "::A", null)]
    public void A_constant_is_found_where_Ruby_finds_it(string name, string? context, string? found) =>
        Assert.Equal(found, Resolve(Source, name, context)?.Name.ToString());

    [Theory]
    [InlineData("X", "::A::B", "::A::B::X")]
    [InlineData("TOP", "::C", "::C::TOP")]
    [InlineData("IN_M", "::C", "::M::IN_M")]
    [InlineData("IN_OBJECT", "::M", "::Object::IN_OBJECT")]
    [InlineData("::TOP", null, "::TOP")]
    [InlineData("IN_OBJECT", null, null)]
    public void Version_2_looks_at_the_top_before_ancestors(string name, string? context, string? found) =>
        Assert.Equal(found, Resolve(Source, name, context, new(2, 7))?.Name.ToString());

    [Fact]
    public void The_type_of_a_constant_is_absolute() =>
        Assert.Equal("::M::Array", TypeText.Of(Resolve(Source, "M::IN_M")!.Type, RbsVersion.Latest));

    [Fact]
    public void The_type_of_a_class_is_its_singleton() =>
        Assert.Equal("singleton(::A)", TypeText.Of(Resolve(Source, "A")!.Type, RbsVersion.Latest));

    [Fact]
    public void An_alias_is_a_constant_of_its_own_name() =>
        Assert.Equal("::M::D", Resolve(Source + "\nclass M::D = A\n", "D", "::C")?.Name.ToString());

    [Fact]
    public void An_alias_that_leads_nowhere_is_none() => Assert.Null(Resolve(Source + "\nclass D = Nothing\n", "D"));

    private static ResolvedConstant? Resolve(
        string source, string name, string? context = null, RbsVersion? version = null) =>
        new ConstantResolver(new DefinitionBuilder(Signatures.Environment(version ?? RbsVersion.Latest, source)))
            .Resolve(TypeName.Parse(name), context is null ? null : TypeName.Parse(context));
}

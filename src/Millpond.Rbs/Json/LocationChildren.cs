using Millpond.Rbs.Ast;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Json;

/// <summary>A named part of a node's place, such as its keyword; absent where the source has no such part.</summary>
internal readonly record struct LocationChild(string Name, Span Span);

/// <summary>The named parts of nodes' places, with upstream's names in upstream's order.</summary>
internal static class LocationChildren
{
    public static LocationChild[] Of(Node node) => node switch
    {
        ClassDeclaration d =>
        [
            new("keyword", d.KeywordSpan), new("name", d.NameSpan), new("end", d.EndSpan),
            new("type_params", d.TypeParamsSpan), new("lt", d.LessThanSpan),
        ],
        ModuleDeclaration d =>
        [
            new("keyword", d.KeywordSpan), new("name", d.NameSpan), new("end", d.EndSpan),
            new("type_params", d.TypeParamsSpan), new("colon", d.ColonSpan), new("self_types", d.SelfTypesSpan),
        ],
        InterfaceDeclaration d =>
        [
            new("keyword", d.KeywordSpan), new("name", d.NameSpan), new("end", d.EndSpan),
            new("type_params", d.TypeParamsSpan),
        ],
        TypeAliasDeclaration d =>
        [
            new("keyword", d.KeywordSpan), new("name", d.NameSpan), new("eq", d.EqualsSpan),
            new("type_params", d.TypeParamsSpan),
        ],
        ConstantDeclaration d => [new("name", d.NameSpan), new("colon", d.ColonSpan)],
        GlobalDeclaration d => [new("name", d.NameSpan), new("colon", d.ColonSpan)],
        ClassAliasDeclaration d =>
        [
            new("keyword", d.KeywordSpan), new("new_name", d.NewNameSpan), new("eq", d.EqualsSpan),
            new("old_name", d.OldNameSpan),
        ],
        ClassReference r => [new("name", r.NameSpan), new("args", r.ArgsSpan)],
        UseDirective d => [new("keyword", d.KeywordSpan)],
        SingleUseClause c =>
        [
            new("type_name", c.TypeNameSpan), new("keyword", c.KeywordSpan), new("new_name", c.NewNameSpan),
        ],
        WildcardUseClause c => [new("namespace", c.NamespaceSpan), new("star", c.StarSpan)],
        Member m => OfMember(m),
        NamedType t => [new("name", t.NameSpan), new("args", t.ArgsSpan)],
        VariableType { IsForward: true } t => [new("name", t.Span), new("args", Span.None)],
        Param p => [new("name", p.NameSpan)],
        MethodType t => [new("type", t.Function.Span), new("type_params", t.TypeParamsSpan)],
        TypeParam p =>
        [
            new("name", p.NameSpan), new("variance", p.VarianceSpan), new("unchecked", p.UncheckedSpan),
            new("upper_bound", p.UpperBoundSpan), new("lower_bound", p.LowerBoundSpan),
            new("default", p.DefaultSpan),
        ],
        _ => [],
    };

    private static LocationChild[] OfMember(Member member) => member switch
    {
        MethodDefinition m =>
        [
            new("keyword", m.KeywordSpan), new("name", m.NameSpan), new("kind", m.KindSpan),
            new("overloading", m.OverloadingSpan), new("visibility", m.VisibilitySpan),
        ],
        AttributeMember m =>
        [
            new("keyword", m.KeywordSpan), new("name", m.NameSpan), new("colon", m.ColonSpan),
            new("kind", m.KindSpan), new("ivar", m.VariableSpan), new("ivar_name", m.VariableNameSpan),
            new("visibility", m.VisibilitySpan),
        ],
        MixinMember m => [new("name", m.NameSpan), new("keyword", m.KeywordSpan), new("args", m.ArgsSpan)],
        AliasMember m =>
        [
            new("keyword", m.KeywordSpan), new("new_name", m.NewNameSpan), new("old_name", m.OldNameSpan),
            new("new_kind", m.NewKindSpan), new("old_kind", m.OldKindSpan),
        ],
        VariableMember m => [new("name", m.NameSpan), new("colon", m.ColonSpan), new("kind", m.KindSpan)],
        _ => [],
    };
}

using CsCheck;

namespace Millpond.Rbs.Tests.Fuzz;

/// <summary>Sources made by the rules of the language, so that all of them are right.</summary>
internal static class Grammar
{
    private const int Depth = 3;

    private static readonly Gen<string> s_class = Gen.OneOf("A", "B", "String", "::C", "A::B", "::A::B::C", "Añb");
    private static readonly Gen<string> s_interface = Gen.OneOf("_Each", "_I", "A::_I", "::_J");
    private static readonly Gen<string> s_alias = Gen.OneOf("int", "A::t", "::string", "path");
    private static readonly Gen<string> s_plain = Gen.OneOf(
        "bool", "untyped", "nil", "top", "bot", "1", "-3", "1_000", "\"a b\"", "'c'", ":sym", ":\"q s\"", ":a?", "true",
        "false", "singleton(A)", "singleton(::A::B)", "\"\\u0041\\n\"", "\"日本\"");

    private static readonly Gen<string> s_method = Gen.OneOf(
        "foo", "foo?", "foo!", "foo=", "==", "[]", "[]=", "<=>", "+@", "!", "=~", "class", "def", "self?", "end",
        "`a b`",         "日本", "_x", "A", "%", "**", "&", "|", "nil?", "type");

    private static readonly Gen<string> s_blank = Gen.OneOf(
        "\n", "\n\n", "\n# a comment\n", "\n  # two\n  # lines\n", " # behind\n", "\n\t\n");

    private static readonly Gen<string> s_annotations = Gen.Frequency(
        (6, Gen.Const("")), (1, Gen.OneOf("%a{pure} ", "%a(b)\n", "%a[c] %a<d> ", "%a|e|\n")));

    private static readonly Gen<string>[] s_types = MakeTypes();

    private static readonly Gen<string> s_arguments = Listed(s_types[1], 1, 3).Select(list => $"[{list}]");

    private static readonly Gen<string> s_maybeArguments = Maybe(s_arguments);

    private static readonly Gen<string> s_typeParams = Maybe(Gen.Select(
        Gen.OneOf("", "in ", "out ", "unchecked out "), Maybe(s_class.Select(bound => $" < {bound}")),
        Maybe(s_types[0].Select(type => $", U = {type}")),
        (variance, bound, second) => $"[{variance}T{bound}{second}]"));

    private static readonly Gen<string> s_methodTypes = Gen.Select(
        Maybe(Gen.OneOf("[T] ", "[T < A, U] ")), Function(s_types[Depth]),
        (own, type) => own + type).Array[1, 3].Select(types => string.Join("\n   | ", types));

    private static readonly Gen<string> s_member = Gen.Frequency(
        (6, Gen.Select(Gen.OneOf("", "private ", "public "), Gen.OneOf("", "self.", "self?."), s_method, s_methodTypes,
            (visibility, kind, name, types) => $"{(kind == "self?." ? "" : visibility)}def {kind}{name}: {types}")),
        (2, Gen.Select(Gen.OneOf("attr_reader", "attr_writer", "attr_accessor"), Gen.OneOf("", "self."),
            Gen.OneOf("", " (@v)", " ()"), s_types[2],
            (word, kind, variable, type) => $"{word} {kind}a{variable}: {type}")),
        (1, Gen.Select(Gen.OneOf("@a", "@@b", "self.@c"), s_types[2], (name, type) => $"{name}: {type}")),
        (1, Gen.Select(Gen.OneOf("include", "extend", "prepend"), s_class, s_maybeArguments,
            (word, name, arguments) => $"{word} {name}{arguments}")),
        (1, Gen.OneOf("alias a b", "alias self.a self.b", "alias == eql?", "alias a= []=")),
        (1, Gen.OneOf("private", "public")));

    private static readonly Gen<string> s_declaration = Declaration(2);

    /// <summary>A whole file.</summary>
    public static readonly Gen<string> File = Gen.Select(
        Maybe(Gen.OneOf("use A::B\n", "use A::B as C, ::D::_E, A::*\n", "# resolve-type-names: false\n")),
        Lines(s_declaration, 0, 6), (uses, declarations) => uses + declarations);

    private static Gen<string>[] MakeTypes()
    {
        Gen<string> leaf = Gen.Frequency((3, s_class), (1, s_interface), (1, s_alias), (3, s_plain));
        List<Gen<string>> types = [leaf];
        for (int depth = 1; depth <= Depth; depth++)
        {
            Gen<string> inner = types[^1];
            types.Add(Gen.Frequency(
                (4, leaf),
                (2, Gen.Select(s_class, Listed(inner, 1, 3), (name, arguments) => $"{name}[{arguments}]")),
                (2, inner.Select(type => $"({type}) ?")),
                (1, Gen.Select(inner, inner, (one, other) => $"({one} | {other})")),
                (1, Gen.Select(inner, inner, (one, other) => $"({one} & {other})")),
                (1, Listed(inner, 0, 3).Select(list => $"[{list}]")),
                (1, Gen.Select(inner, inner,
                    (one, other) => $"{{ a: {one}, ?b: {other}, \"c\" => {one}, 1 => {other} }}")),
                (1, Function(inner).Select(function => $"(^{function})"))));
        }
        return [.. types];
    }

    // (A, ?B, *C, D, e: E, ?f: F, **G) { (H) -> I } -> J
    private static Gen<string> Function(Gen<string> type)
    {
        Gen<string> parameters = Gen.Select(
            Maybe(Gen.Select(type, Gen.OneOf("", " x", " self"), (each, name) => $"{each}{name}, ")),
            Maybe(type.Select(each => $"?{each} y, ")),
            Maybe(type.Select(each => $"*{each} z, ")),
            Maybe(type.Select(each => $"{each} w, ")),
            Maybe(type.Select(each => $"k: {each}, ")),
            Maybe(type.Select(each => $"?class: {each}, ")),
            Maybe(type.Select(each => $"**{each} o, ")),
            (required, optional, rest, trailing, keyword, optionalKeyword, keywords) =>
                (required + optional + rest + (rest.Length == 0 ? "" : trailing) + keyword + optionalKeyword + keywords)
                .TrimEnd(',', ' '));
        Gen<string> block = Maybe(Gen.Select(
            Gen.OneOf("", "?"), type, Maybe(type.Select(self => $"[self: {self}] ")), type,
            (optional, parameter, self, result) => $"{optional}{{ ({parameter}) {self}-> {result} }} "));
        return Gen.Select(
            Gen.Frequency((8, parameters), (1, Gen.Const("?"))), block,
            Gen.Frequency((4, type), (1, Gen.Const("void"))),
            (list, own, result) => $"({list}) {(list == "?" ? "" : own)}-> {result}");
    }

    private static Gen<string> Declaration(int depth)
    {
        Gen<string> member = depth == 0
            ? s_member
            : Gen.Frequency((5, s_member), (1, Declaration(depth - 1).Where(text => !text.StartsWith('$'))));
        Gen<string> members = Lines(Gen.Select(s_annotations, member,
            (annotations, text) => text is "private" or "public" || text.Contains('@') ? text : annotations + text), 0, 5);
        return Gen.Frequency(
            (3, Gen.Select(s_typeParams, Maybe(Gen.Select(s_class, s_maybeArguments, (name, own) => $" < {name}{own}")),
                members, (own, super, body) => $"class K{own}{super}{body}end")),
            (2, Gen.Select(s_typeParams,
                Maybe(Gen.Select(s_class, s_maybeArguments, (name, own) => $" : {name}{own}, _I")), members,
                (own, self, body) => $"module M{own}{self}{body}end")),
            (1, Gen.Select(s_typeParams, Lines(Gen.Select(s_method, s_methodTypes,
                (name, types) => $"def {name}: {types}"), 0, 3), (own, body) => $"interface _K{own}{body}end")),
            (1, Gen.Select(s_typeParams, s_types[Depth], (own, type) => $"type t{own} = {type}")),
            (1, s_types[2].Select(type => $"X: {type}")),
            (1, s_types[2].Select(type => $"$g: {type}")),
            (1, Gen.OneOf("class L = A::B", "module N = ::M")));
    }

    private static Gen<string> Maybe(Gen<string> gen) => Gen.Frequency((2, Gen.Const("")), (1, gen));

    private static Gen<string> Listed(Gen<string> gen, int fewest, int most) =>
        gen.Array[fewest, most].Select(items => string.Join(", ", items));

    private static Gen<string> Lines(Gen<string> gen, int fewest, int most) => Gen.Select(
        s_blank, Gen.Select(gen, s_blank, (text, blank) => text + blank).Array[fewest, most],
        (first, lines) => first + string.Concat(lines));
}

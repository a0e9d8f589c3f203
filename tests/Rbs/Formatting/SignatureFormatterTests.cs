using Millpond.Rbs.Formatting;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Tests.Formatting;

/// <summary>What the style makes of small sources.</summary>
public sealed class SignatureFormatterTests
{
    [Fact]
    public void Bodies_are_indented_by_two() => Expect(
        "module A\nclass B\ndef a: () -> void\nend\nend",
        "module A\n  class B\n    def a: () -> void\n  end\nend\n");

    [Fact]
    public void Overloads_have_a_line_each_with_bars_below_the_colon() => Expect(
        "class A\n  def foo: (Integer) -> String | (String) -> Integer | ...\nend\n",
        """
        class A
          def foo: (Integer) -> String
                 | (String) -> Integer
                 | ...
        end

        """);

    [Fact]
    public void Blanks_in_types_are_those_of_the_gem() => Expect(
        "type t = {a:  Integer,?b: [A,B]}|^( A ,?B)  {(C)->D}->E?|Array [ A ]&B|:a ?|{}|[]|[ ]",
        "type t = { a: Integer, ?b: [ A, B ] } | ^(A, ?B) { (C) -> D } -> E? | Array[A] & B | :a ? | { } | [] | [ ]\n");

    [Fact]
    public void A_method_type_without_parameters_gets_parentheses() => Expect(
        "class A\n  def a: -> void\n  def b: { -> void } -> void\nend\n",
        "class A\n  def a: () -> void\n  def b: () { () -> void } -> void\nend\n");

    [Fact]
    public void Parameters_of_all_kinds_keep_their_order() => Expect(
        "class A\n  def a: (A a,?B b,*C c,D d,e: E,?f:  F,**G g)?{(untyped)[self: H]->void}->void\nend\n",
        """
        class A
          def a: (A a, ?B b, *C c, D d, e: E, ?f: F, **G g) ?{ (untyped) [self: H] -> void } -> void
        end

        """);

    [Fact]
    public void Parentheses_stay_as_written() => Expect(
        "type t = ( (A|B)?  & (C) )",
        "type t = ((A | B)? & (C))\n");

    [Fact]
    public void A_list_broken_behind_its_bracket_has_its_own_lines() => Expect(
        "class A\n  def a: (A a,\n    B b) -> void\n  def b: (\n  A a, # one\n      B b) -> void\nend\n",
        """
        class A
          def a: (A a,
                  B b) -> void
          def b: (
            A a, # one
            B b
          ) -> void
        end

        """);

    [Fact]
    public void A_broken_union_has_its_bars_below_the_equals_sign() => Expect(
        "type t = A |\n  B\n | C\n",
        "type t = A\n       | B\n       | C\n");

    [Fact]
    public void A_trailing_comma_stays_only_in_a_broken_list() => Expect(
        "type a = [A,]\ntype b = {\na: A,\n}\n",
        "type a = [ A ]\ntype b = {\n  a: A,\n}\n");

    [Fact]
    public void Blank_lines_are_at_most_one_and_none_at_the_edges_of_a_body() => Expect(
        "\n\nclass A\n\n  def a: () -> void\n\n\n  def b: () -> void\n\nend\n\n\n",
        "class A\n  def a: () -> void\n\n  def b: () -> void\nend\n");

    [Fact]
    public void A_body_stands_apart_from_its_neighbours() => Expect(
        "X: Integer\nclass A\n  @a: B\nend\nclass B < E\nend\nclass C < E\nend\n",
        "X: Integer\n\nclass A\n  @a: B\nend\n\nclass B < E\nend\nclass C < E\nend\n");

    [Fact]
    public void Comments_stay_wherever_they_are() => Expect(
        """
        # top

        # doc of A
        class A # behind the header
            # first
          def a: () -> void # behind a
          # between overloads
               | (Integer) -> void
        # doc of b
          def b: (
          # before the parameter
          A, B # behind it
          # last
          ) -> void
          # before the end
        end # behind the end
        # of the file
        """,
        """
        # top

        # doc of A
        class A # behind the header
          # first
          def a: () -> void # behind a
               # between overloads
               | (Integer) -> void
          # doc of b
          def b: (
            # before the parameter
            A, B # behind it
            # last
          ) -> void
          # before the end
        end # behind the end
        # of the file

        """);

    [Fact]
    public void Comments_behind_code_that_stood_in_a_column_do_so_again() => Expect(
        "class A\n  @a: B     # one\n  @longer: C # two\n  @bb: D     # three\nend\n",
        "class A\n  @a: B # one\n  @longer: C # two\n  @bb: D     # three\nend\n");

    [Fact]
    public void Annotations_stay_on_the_line_they_are_on() => Expect(
        "%a{one} %a{two}\nclass A\n %a{pure}   def a: %a{x}  () -> void\nend\n",
        "%a{one} %a{two}\nclass A\n  %a{pure} def a: %a{x} () -> void\nend\n");

    [Fact]
    public void Directives_come_first_and_stand_apart() => Expect(
        "use A::B as C,D::*\nuse  E\nclass A = B\n",
        "use A::B as C, D::*\nuse E\n\nclass A = B\n");

    [Fact]
    public void The_magic_comment_stays_the_first_line() => Expect(
        "# resolve-type-names: false\n\n\nclass A\nend\n",
        "# resolve-type-names: false\n\nclass A\nend\n");

    [Fact]
    public void A_comment_that_only_looks_like_the_magic_one_does_not_become_it() => Expect(
        "\n# resolve-type-names: false\n\nX: A\n",
        "\n# resolve-type-names: false\n\nX: A\n");

    [Fact]
    public void All_members_are_written_in_their_style() => Expect(
        """
        module M[ unchecked  out T<A>B ,in U  =C ]: _Each[ T ],Object
        include  Enumerable[T]
        extend ::X
        attr_reader  a ( @b ) : Integer
        private   attr_accessor self.c(): String
        @d: D
        self.@e : E
        @@f:  F
        alias  g   h
        alias self.i self.j
        private
        def self?.k:()->void
        def `quoted name`:()->void
        def []=:(A)->B
        end
        $g: G
        class C =D
        """,
        """
        module M[unchecked out T < A > B, in U = C] : _Each[T], Object
          include Enumerable[T]
          extend ::X
          attr_reader a(@b): Integer
          private attr_accessor self.c(): String
          @d: D
          self.@e: E
          @@f: F
          alias g h
          alias self.i self.j
          private
          def self?.k: () -> void
          def `quoted name`: () -> void
          def []=: (A) -> B
        end

        $g: G
        class C = D

        """);

    [Fact]
    public void Carriage_returns_stay() => Expect(
        "class A\r\ndef a: ()->void # x\r\nend\r\n",
        "class A\r\n  def a: () -> void # x\r\nend\r\n");

    [Fact]
    public void A_file_with_errors_is_left_alone() =>
        Assert.Null(SignatureFormatter.Format(SourceBuffer.FromText("a.rbs", "class A\n  def\nend\n")).Text);

    [Fact]
    public void An_empty_file_stays_empty() => Expect("\n\n", "");

    private static void Expect(string source, string formatted)
    {
        FormatResult result = SignatureFormatter.Format(SourceBuffer.FromText("a.rbs", source));
        Assert.Empty(result.Diagnostics);
        Assert.Equal(formatted, System.Text.Encoding.UTF8.GetString(result.Text!));
    }
}

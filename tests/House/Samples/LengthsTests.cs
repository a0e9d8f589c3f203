using Millpond.House.Tests.Rules;
using Millpond.House.Tests.Tree;

namespace Millpond.House.Tests.Samples;

/// <summary>Members are found where they begin and end.</summary>
public sealed class LengthsTests
{
    [Fact]
    public void A_file_of_400_lines_is_allowed() => Assert.Empty(Lengths.LongFiles(Sample("a.cs", Repeat("x", 400))));

    [Fact]
    public void A_file_of_401_lines_is_not() =>
        Assert.Contains("401 lines", Assert.Single(Lengths.LongFiles(Sample("a.py", Repeat("x", 401)))).Advice);

    [Fact]
    public void A_document_may_be_long() => Assert.Empty(Lengths.LongFiles(Sample("a.md", Repeat("x", 1000))));

    [Fact]
    public void A_method_is_measured_from_its_name_to_its_brace()
    {
        Member method = Assert.Single(Members($$"""
            class A
            {
                [Some(1)]
                void Long(int a = 1)
                {
                    {{Repeat("if (a) { b(() => { }); }", 3)}}
                }
            }
            """));
        Assert.Equal(new Member("Long", 4, 6), method);
    }

    [Fact]
    public void An_expression_body_is_measured_to_its_semicolon()
    {
        const string Text = "class A\n{\n    int F(int a) => a switch\n    {\n        _ => 1,\n    };\n}";
        Assert.Equal(new Member("F", 3, 4), Assert.Single(Members(Text)));
    }

    [Fact]
    public void Types_nest_and_are_no_members()
    {
        const string Text = """
            namespace N
            {
                record struct R(int X = 1) { enum E { A, B } class C<T> where T : class { C() { } int P { get; } } }
            }
            """;
        Assert.Equal(["C", "P"], Members(Text).Select(member => member.Name));
    }

    [Fact]
    public void A_constraint_does_not_make_a_method_a_type() =>
        Assert.Equal("F<T>", Assert.Single(Members("class A { T F<T>(T a) where T : class { return a; } }")).Name);

    [Fact]
    public void A_table_of_values_is_no_method() =>
        Assert.Empty(Members("class A { int[] _a = { 1, 2 }; B _b = new() { X = 1 }; int[] _c = [1, 2]; }"));

    [Fact]
    public void A_method_of_71_lines_is_not_allowed()
    {
        string text = $"class A\n{{\nvoid F()\n{{\n{Repeat("a();", 68)}\n}}\n}}";
        Assert.Equal(3, Assert.Single(Lengths.LongMembers(Sample("a.cs", text))).Line);
    }

    [Fact]
    public void A_method_of_70_lines_is() =>
        Assert.Empty(Lengths.LongMembers(Sample("a.cs", $"class A\n{{\nvoid F()\n{{\n{Repeat("a();", 67)}\n}}\n}}")));

    [Fact]
    public void A_Python_function_ends_where_the_indentation_does()
    {
        const string Text =
            "class A:\n    def f(\n        self,\n    ):\n        a\n\n        b\n\n    async def g(self): pass\nx = 1\n";
        Assert.Equal([new("f", 2, 6), new("g", 9, 1)], PythonFunctions.In(Sample("a.py", Text)));
    }

    [Fact]
    public void A_Python_function_of_71_lines_is_not_allowed() =>
        Assert.Single(Lengths.LongMembers(Sample("a.py", $"def f():\n{Repeat("    a", 70)}\nx = 1")));

    private static IEnumerable<Member> Members(string text) => CSharpMethods.In(Sample("a.cs", text));

    private static SourceFile Sample(string path, string text) => new(path, text);

    private static string Repeat(string line, int times) => string.Join('\n', Enumerable.Repeat(line, times));
}

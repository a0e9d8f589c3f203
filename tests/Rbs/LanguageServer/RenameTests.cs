using System.Text.Json;

namespace Millpond.Rbs.Tests.LanguageServer;

/// <summary>Other names for things.</summary>
public sealed class RenameTests
{
    [Fact]
    public void A_class_is_renamed_in_all_files()
    {
        using Editor editor = new Editor([("a.rbs", "class B < A\n  X: ::A\n  Y: A::C\nend\n")]).Started();
        JsonElement result = Rename(editor, "class A¦\n  class C\n  end\nend\nclass A::D\nend\n", "New");
        Assert.Equal(
            ["a.rbs 0:10-0:11 New", "a.rbs 1:7-1:8 New", "a.rbs 2:5-2:6 New", "b.rbs 0:6-0:7 New", "b.rbs 4:6-4:7 New"],
            editor.Edits(result).Order());
    }

    [Fact]
    public void Another_class_of_the_same_name_stays()
    {
        using Editor editor = new Editor([("a.rbs", "module M\n  class A\n  end\n  X: A\nend\n")]).Started();
        Assert.Equal(["b.rbs 0:6-0:7 New"], editor.Edits(Rename(editor, "class ¦A\nend\n", "New")));
    }

    [Theory]
    [InlineData("interface _A¦\nend\nX: _A\n", "_New")]
    [InlineData("type a¦ = 1\nX: a\n", "new")]
    [InlineData("module A¦\nend\nX: A\n", "New")]
    [InlineData("class B\nend\nclass A¦ = B\nX: A\n", "New")]
    public void Interfaces_aliases_and_modules_are_renamed(string source, string newName)
    {
        using Editor editor = new Editor().Started();
        Assert.Equal(2, editor.Edits(Rename(editor, source, newName)).Count);
    }

    [Fact]
    public void A_method_is_renamed_with_its_aliases_in_all_places_of_its_class()
    {
        using Editor editor = new Editor([("a.rbs", "class A\n  alias b a\nend\nclass B\n  def a: () -> void\nend\n")]).Started();
        JsonElement result = Rename(
            editor, "class A\n  def a¦: () -> void\n  def self.a: () -> void\n  alias self.c self.a\nend\n", "new?");
        Assert.Equal(["a.rbs 1:10-1:11 new?", "b.rbs 1:6-1:7 new?"], editor.Edits(result).Order());
    }

    [Fact]
    public void A_name_that_use_gave_stays()
    {
        using Editor editor = new Editor([("a.rbs", "use M::A as B\nX: B\n")]).Started();
        JsonElement result = Rename(editor, "module M\n  class A¦\n  end\nend\n", "New");
        Assert.Equal(["a.rbs 0:7-0:8 New", "b.rbs 1:8-1:9 New"], editor.Edits(result).Order());
    }

    [Theory]
    [InlineData("class A¦\nend\n", "lower", "cannot be the name")]
    [InlineData("class A¦\nend\n", "A B", "cannot be the name")]
    [InlineData("class A¦\nend\n", "A[T]", "cannot be the name")]
    [InlineData("class A¦\nend\n", "", "cannot be the name")]
    [InlineData("type a¦ = 1\n", "A", "cannot be the name")]
    [InlineData("class A¦\nend\nclass B\nend\n", "B", "is there already")]
    [InlineData("X: Missing¦\n", "B", "nothing here has a name")]
    [InlineData("class A\n¦  @a: Integer\nend\n", "B", "nothing here has a name")]
    public void What_cannot_be_is_refused_with_a_reason(string source, string newName, string why)
    {
        using Editor editor = new Editor().Started();
        Assert.Contains(why, Rename(editor, source, newName).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_declared_outside_the_workspace_is_refused()
    {
        using Editor editor = new Editor(core: "class Integer\nend\n").Started();
        JsonElement error = editor.Ask("textDocument/prepareRename", "a.rbs", "X: Integer¦\n");
        Assert.Contains("outside the workspace", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_place_to_be_renamed_is_the_bare_name()
    {
        using Editor editor = new Editor().Started();
        JsonElement place = editor.Ask("textDocument/prepareRename", "a.rbs", "module M\n  class A\n  end\nend\nX: ::M::A¦\n");
        Assert.Equal(("4:8-4:9", "A"), (Editor.Range(place), place.GetProperty("placeholder").GetString()));
    }

    private static JsonElement Rename(Editor editor, string source, string newName) =>
        editor.Ask("textDocument/rename", "b.rbs", source, $", \"newName\": {Editor.Quote(newName)}");
}

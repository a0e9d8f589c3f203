using CsCheck;
using Millpond.Rbs.Environments;
using Context = Millpond.Rbs.Environments.Context;
using static Millpond.Rbs.Tests.Environments.Signatures;

namespace Millpond.Rbs.Tests.Environments;

public sealed class UpdateTests
{
    [Fact]
    public void A_changed_body_makes_only_the_entries_of_its_file_anew()
    {
        RbsEnvironment before = Environment("class A\n end\n class B\n end", "class C\n end\n class D\n end");
        EnvironmentUpdate update = before.Update([File("b.rbs", "class C\n def f: () -> A\n end\n class D\n end")]);
        Assert.Equal(2, update.EntriesMade);
    }

    [Fact]
    public void A_changed_body_leaves_other_entries_the_same_objects()
    {
        RbsEnvironment before = Environment("class A\n end", "class C\n end");
        EnvironmentUpdate update = before.Update([File("b.rbs", "class C\n def f: () -> A\n end")]);
        Assert.Same(before.Find(Name("::A")), update.Environment.Find(Name("::A")));
    }

    [Fact]
    public void A_changed_body_drops_no_meaning()
    {
        RbsEnvironment before = Environment("class A\n def f: () -> C\n end", "class C\n end");
        before.ResolveAll();
        EnvironmentUpdate update = before.Update([File("b.rbs", "class C\n def f: () -> A\n end")]);
        Assert.Equal((0, 1), (update.NamesDropped, update.NamesKept));
    }

    [Fact]
    public void A_changed_body_affects_only_its_file()
    {
        RbsEnvironment before = Environment("class A\n def f: () -> C\n end", "class C\n end");
        EnvironmentUpdate update = before.Update([File("b.rbs", "class C\n def f: () -> A\n end")]);
        Assert.Equal(["b.rbs"], update.Affected.Select(file => file.Path));
    }

    [Fact]
    public void A_changed_body_redeclares_the_names_of_its_file()
    {
        RbsEnvironment before = Environment("class A\n end", "class C\n end");
        Assert.Equal(["::C"], before.Update([File("b.rbs", "class C\n # x\n end")]).Redeclared.Select(name => name.ToString()));
    }

    [Fact]
    public void A_new_name_drops_only_meanings_in_which_it_occurs()
    {
        RbsEnvironment before = Environment("class A\n def f: (C, D) -> E\n end", "class C\n end\n class E\n end");
        before.ResolveAll();
        EnvironmentUpdate update = before.Update([File("b.rbs", "class C\n end\n class E\n end\n class D\n end")]);
        Assert.Equal((1, 2), (update.NamesDropped, update.NamesKept));
    }

    [Fact]
    public void A_new_name_is_meant_where_it_was_missing()
    {
        RbsEnvironment before = Environment("class A\n def f: () -> D\n end", "class C\n end");
        before.ResolveAll();
        Assert.Equal("::D", Meaning(before.Update([File("b.rbs", "class D\n end")]).Environment, "D", "A"));
    }

    [Fact]
    public void A_nearer_name_is_meant_when_it_comes()
    {
        RbsEnvironment before = Environment("class A\n def f: () -> D\n end", "class D\n end");
        before.ResolveAll();
        RbsEnvironment after = before.Update([File("c.rbs", "class A::D\n end")]).Environment;
        Assert.Equal("::A::D", Meaning(after, "D", "A"));
    }

    [Fact]
    public void The_environment_before_stays_as_it_was()
    {
        RbsEnvironment before = Environment("class A\n def f: () -> D\n end", "class D\n end");
        before.ResolveAll();
        before.Update([File("c.rbs", "class A::D\n end")]).Environment.ResolveAll();
        Assert.Equal("::D", Meaning(before, "D", "A"));
    }

    [Fact]
    public void A_file_that_mentions_a_new_name_is_affected()
    {
        RbsEnvironment before = Environment("class A\n def f: () -> D\n end", "class B\n end", "class C\n end");
        EnvironmentUpdate update = before.Update([File("c.rbs", "class D\n end")]);
        Assert.Equal(["a.rbs", "c.rbs"], update.Affected.Select(file => file.Path).Order());
    }

    [Fact]
    public void What_an_alias_leads_to_is_found_anew()
    {
        RbsEnvironment before = Environment("class A\n def f: () -> X\n end", "class X = Y", "class Z\n end");
        before.ResolveAll();
        RbsEnvironment after = before.Update([File("c.rbs", "class Y\n end")]).Environment;
        Assert.Equal("::Y", Meaning(after, "X", "A"));
    }

    [Fact]
    public void A_removed_file_takes_its_names_away()
    {
        RbsEnvironment before = Environment("class A\n def f: () -> D\n end", "class D\n end");
        before.ResolveAll();
        RbsEnvironment after = before.Update([], ["b.rbs"]).Environment;
        Assert.Equal((null, "D"), (after.Find(Name("::D")), Meaning(after, "D", "A")));
    }

    [Fact]
    public void An_added_file_comes_behind_the_others()
    {
        RbsEnvironment after = Environment("class A\n end").Update([File("0.rbs", "class B\n end")]).Environment;
        Assert.Equal(["::A", "::B"], after.Classes.Select(entry => entry.Name.ToString()));
    }

    [Fact]
    public void A_wildcard_sees_what_comes_into_its_namespace()
    {
        RbsEnvironment before = Environment("use M::*\nclass A\n def f: () -> D\n end", "module M\n class B\n end\n end");
        before.ResolveAll();
        EnvironmentUpdate update = before.Update([File("b.rbs", "module M\n class D\n end\n end")]);
        Assert.Equal("::M::D", Meaning(update.Environment, "D", "A"));
    }

    [Fact]
    public void A_repaired_file_has_no_error_any_more()
    {
        RbsEnvironment before = Environment("class A\n def\n end");
        Assert.Empty(before.Update([File("a.rbs", "class A\n end")]).Environment.Diagnostics);
    }

    [Fact]
    public void Any_chain_of_updates_ends_where_loading_anew_ends()
    {
        // Three files of classes that nest, alias, use and mention each other, changed at random.
        string[] bodies =
        [
            "class A\n def f: (B, A::B, C) -> D\n end", "class A\n class B\n end\n end", "class B\n end\n class D = A",
            "use A::*\nclass C\n def f: (B, C) -> D\n end", "module D\n class B\n end\n end", "class C = D\n class D = B",
            "use D::B as C\nclass E\n def f: (C, B) -> A\n end", "interface _I\n end\n A: 1", "",
        ];
        Check.Sample(
            Gen.Select(Gen.Int[0, 2], Gen.Int[0, bodies.Length - 1]).List[1, 8],
            changes =>
            {
                string[] sources = [bodies[0], bodies[1], bodies[2]];
                RbsEnvironment updated = Environment(sources);
                updated.ResolveAll();
                foreach ((int file, int body) in changes)
                {
                    sources[file] = bodies[body];
                    updated = updated.Update([File($"{(char)('a' + file)}.rbs", bodies[body])]).Environment;
                    updated.ResolveAll();
                }
                RbsEnvironment anew = Environment(sources);
                return Meanings(updated) == Meanings(anew)
                    && updated.Diagnostics.Select(each => each.FullMessage)
                        .SequenceEqual(anew.Diagnostics.Select(each => each.FullMessage));
            },
            iter: 2_000);
    }

    private static string Meanings(RbsEnvironment environment) => string.Join(' ',
        from name in (string[])["A", "B", "C", "D", "E", "A::B", "D::B", "_I"]
        from file in environment.Files
        let root = environment.RootOf(file)
        from context in (Context[])[root, root.Enter(Name("A")), root.Enter(Name("C"))]
        select $"{file.Path} {context} {name}={environment.Resolution.Resolve(Name(name), context)}")
        + string.Join(' ', environment.Tables.InOrder.Select(entry => $"{entry.Kind} {entry.Name}"));
}

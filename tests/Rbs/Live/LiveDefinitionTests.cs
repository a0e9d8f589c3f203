using System.Text.Json;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Definitions;
using Millpond.Rbs.Environments;

namespace Millpond.Rbs.Tests.Live;

/// <summary>Every class, module and interface of core and stdlib, as the real rbs gem defines it.</summary>
public sealed class LiveDefinitionTests
{
    [Theory]
    [InlineData("host")]
    [InlineData("trixie")]
    public async Task Every_definition_is_that_of_the_rbs_gem(string ruby)
    {
        var live = LiveRbs.Of(ruby);
        List<JsonElement> lines = await live.RunForLinesAsync("definitions.rb");
        RbsEnvironment environment = live.Load();
        DefinitionBuilder builder = new(environment);
        List<string> differences = [];
        foreach (JsonElement line in lines)
            Compare(builder, line, differences);
        Assert.True(lines.Count > 1_000, $"only {lines.Count} definitions");
        Assert.True(differences.Count == 0, $"{differences.Count}: {string.Join('\n', differences.Take(40))}");
        Assert.Equal(lines.Count, (environment.Classes.Count * 2) + environment.Interfaces.Count);
    }

    private static void Compare(DefinitionBuilder builder, JsonElement line, List<string> differences)
    {
        TypeName name = TypeName.Parse(line.GetProperty("name").GetString()!);
        string kind = line.GetProperty("kind").GetString()!;
        (IReadOnlyList<Ancestor>? ancestors, Definition? definition) = kind switch
        {
            "instance" => (builder.FindInstanceAncestors(name), builder.FindInstance(name)),
            "singleton" => (builder.FindSingletonAncestors(name), builder.FindSingleton(name)),
            _ => (builder.FindInterfaceAncestors(name), builder.FindInterface(name)),
        };
        Compare($"{kind} {name} ancestors", Texts(line, "ancestors"), ancestors!.Select(Of), differences);
        Compare($"{kind} {name}", Texts(line, "methods"), definition!.Methods.Select(Of), differences);
        Compare(
            $"{kind} {name}", Texts(line, "instance_variables"), definition.InstanceVariables.Select(Of), differences);
        Compare($"{kind} {name}", Texts(line, "class_variables"), definition.ClassVariables.Select(Of), differences);

        string Of(object said) => said switch
        {
            Ancestor ancestor => ancestor.ToText(builder.Environment.Version),
            DefinedVariable variable => string.Join(
                '\t', variable.Name, TypeText.Of(variable.Type, builder.Environment.Version), variable.DeclaredIn),
            DefinedMethod method => string.Join(
                '\t',
                method.Name,
                method.IsPrivate ? "private" : "public",
                method.DefinedIn,
                method.ImplementedIn?.ToString() ?? "",
                string.Join('\t', method.Overloads.Select(
                    overload => TypeText.Of(overload.Type, builder.Environment.Version)))),
            _ => throw new InvalidOperationException(),
        };
    }

    private static IEnumerable<string> Texts(JsonElement line, string property) =>
        line.GetProperty(property).EnumerateArray().Select(Text);

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join('\t', value.EnumerateArray().Select(Text)),
        JsonValueKind.Null => "",
        _ => value.GetString()!,
    };

    private static void Compare(
        string what, IEnumerable<string> expected, IEnumerable<string> actual, List<string> differences)
    {
        string[] theirs = [.. expected];
        string[] ours = [.. actual];
        for (int at = 0; at < Math.Max(theirs.Length, ours.Length); at++)
        {
            string left = at < theirs.Length ? theirs[at] : "(nothing)";
            string right = at < ours.Length ? ours[at] : "(nothing)";
            if (left == right)
                continue;
            differences.Add($"{what}\n  gem  {left}\n  here {right}");
            return;
        }
    }
}

using CsCheck;
using Millpond.Rbs.Definitions;

namespace Millpond.Rbs.Tests.Definitions;

public sealed class ComponentsTests
{
    private static readonly Gen<bool[,]> s_graphs = Gen.Bool.Array2D[8, 8];

    [Fact]
    public void Two_nodes_are_in_one_component_exactly_when_each_reaches_the_other() => s_graphs.Sample(graph =>
    {
        List<List<int>> components = [.. Of(graph)];
        for (int one = 0; one < 8; one++)
        {
            for (int other = 0; other < 8; other++)
            {
                bool isSame = components.Exists(component => component.Contains(one) && component.Contains(other));
                Assert.Equal(one == other || (Reaches(graph, one, other) && Reaches(graph, other, one)), isSame);
            }
        }
    });

    [Fact]
    public void A_component_comes_behind_those_it_leads_to() => s_graphs.Sample(graph =>
    {
        List<List<int>> components = [.. Of(graph)];
        for (int at = 0; at < components.Count; at++)
        {
            foreach (List<int> later in components.Skip(at + 1))
                Assert.DoesNotContain(components[at], node => later.Exists(child => Reaches(graph, node, child)));
        }
    });

    [Fact]
    public void A_chain_of_a_hundred_thousand_needs_no_stack() => Assert.Equal(
        100_000, Components.Of([0], node => node < 99_999 ? [node + 1] : Enumerable.Empty<int>()).Count());

    private static IEnumerable<List<int>> Of(bool[,] graph) =>
        Components.Of(Enumerable.Range(0, 8), node => Enumerable.Range(0, 8).Where(child => graph[node, child]));

    private static bool Reaches(bool[,] graph, int from, int to)
    {
        HashSet<int> seen = [];
        Stack<int> left = new([from]);
        while (left.TryPop(out int node))
        {
            for (int child = 0; child < 8; child++)
            {
                if (!graph[node, child] || !seen.Add(child))
                    continue;
                if (child == to)
                    return true;
                left.Push(child);
            }
        }
        return false;
    }
}

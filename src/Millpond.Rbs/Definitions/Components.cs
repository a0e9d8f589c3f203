namespace Millpond.Rbs.Definitions;

/// <summary>
/// Strongly connected components of a graph, each behind those it leads to: Tarjan's algorithm, without recursion, so
/// that a chain of any length is no matter. The order within a component is that of the first visit.
/// </summary>
internal static class Components
{
    /// <summary>The components of the graph that <paramref name="nodes"/> reach.</summary>
    /// <param name="nodes">Where to begin, in order.</param>
    /// <param name="children">The nodes that one leads to, in order.</param>
    public static IEnumerable<List<T>> Of<T>(IEnumerable<T> nodes, Func<T, IEnumerable<T>> children)
        where T : notnull
    {
        Dictionary<T, Visit<T>> visits = [];
        List<T> stack = [];
        foreach (T node in nodes)
        {
            if (visits.ContainsKey(node))
                continue;
            foreach (List<T> component in From(node, children, visits, stack))
                yield return component;
        }
    }

    private static IEnumerable<List<T>> From<T>(
        T start, Func<T, IEnumerable<T>> children, Dictionary<T, Visit<T>> visits, List<T> stack)
        where T : notnull
    {
        Stack<Visit<T>> path = new();
        path.Push(Enter(start, children, visits, stack));
        while (path.TryPeek(out Visit<T>? visit))
        {
            if (visit.Children.MoveNext())
            {
                T child = visit.Children.Current;
                if (!visits.TryGetValue(child, out Visit<T>? seen))
                    path.Push(Enter(child, children, visits, stack));
                else if (seen.IsOnStack)
                    visit.Low = Math.Min(visit.Low, seen.Index);
                continue;
            }
            path.Pop();
            if (path.TryPeek(out Visit<T>? parent))
                parent.Low = Math.Min(parent.Low, visit.Low);
            if (visit.Low != visit.Index)
                continue;
            List<T> component = stack[visit.StackStart..];
            stack.RemoveRange(visit.StackStart, component.Count);
            foreach (T member in component)
                visits[member].IsOnStack = false;
            yield return component;
        }
    }

    private static Visit<T> Enter<T>(
        T node, Func<T, IEnumerable<T>> children, Dictionary<T, Visit<T>> visits, List<T> stack)
        where T : notnull
    {
        Visit<T> visit = new(visits.Count, stack.Count, children(node).GetEnumerator());
        visits.Add(node, visit);
        stack.Add(node);
        return visit;
    }

    private sealed class Visit<T>(int index, int stackStart, IEnumerator<T> children)
    {
        public int Index { get; } = index;

        public int StackStart { get; } = stackStart;

        public IEnumerator<T> Children { get; } = children;

        public int Low { get; set; } = index;

        public bool IsOnStack { get; set; } = true;
    }
}

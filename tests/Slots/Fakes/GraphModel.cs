namespace Millpond.Slots.Tests;

internal enum Act
{
    Allocate,
    AllocateGarbage,
    Link,
    LinkWeak,
    Unlink,
    DropRoot,
    Root,
    Minor,
    Major,
    Finish,
    Malloc,
    Unprotect,
    OnDeath,
    WeakHandle,
    Trim,
    Stress,
    RunFinalizers,
}

/// <summary>A heap and a graph of plain .NET objects that says what it must hold.</summary>
internal sealed class GraphModel : IDisposable
{
    private sealed class Node
    {
        public required ObjectRef Reference;
        public required uint Number;
        public required Node?[] Strong, Weak;
        public bool IsUnprotected, HasPayload, HasFinalizer;
    }

    private readonly List<(Node Node, RootHandle Handle)> _roots = [];
    private readonly List<(Node Target, WeakHandle Handle)> _weak = [];
    private readonly Dictionary<uint, Node> _byNumber = [];
    private readonly HashSet<uint> _finalized = [];
    private uint _number;

    public GraphModel(SlotHeapOptions options)
    {
        Heap = new(options);
        Nodes.Released.Clear();
    }

    public SlotHeap<Nodes> Heap { get; }

    public void Do(Act act, int a, int b, int c)
    {
        Node[] nodes = [.. Reachable()];
        Node? one = nodes.Length == 0 ? null : nodes[a % nodes.Length];
        Node? other = nodes.Length == 0 ? null : nodes[b % nodes.Length];
        switch (act)
        {
            case Act.Allocate: Allocate(one, b, c); break;
            case Act.AllocateGarbage: AllocateGarbage(a % 200, b); break;
            case Act.Link when one?.Strong.Length > 0: Link(one, c % one.Strong.Length, other); break;
            case Act.Unlink when one?.Strong.Length > 0: Link(one, c % one.Strong.Length, null); break;
            case Act.LinkWeak when one?.Weak.Length > 0: LinkWeak(one, c % one.Weak.Length, other); break;
            case Act.DropRoot when _roots.Count > 0: DropRoot(a % _roots.Count); break;
            case Act.Root when one != null: _roots.Add((one, Heap.Root(one.Reference))); break;
            case Act.Minor: Heap.Collect(major: false); break;
            case Act.Major: CollectAll(); break;
            case Act.Finish: Heap.Finish(); break;
            case Act.Malloc: Heap.MallocIncreased(a % 9000); break;
            case Act.Unprotect when one != null: Unprotect(one); break;
            case Act.OnDeath when one != null: FinalizeLater(one); break;
            case Act.WeakHandle when one != null: _weak.Add((one, Heap.Weak(one.Reference))); break;
            case Act.Trim: Heap.Trim(all: (a & 1) == 0); break;
            case Act.Stress: Heap.Stress = (a & 3) == 0; break;
            case Act.RunFinalizers: Heap.RunFinalizers(); break;
        }
        Check();
    }

    /// <summary>After a whole collection exactly what is reachable is there.</summary>
    public void CollectAll()
    {
        Heap.Collect();
        Check();
        HashSet<Node> reachable = Reachable();
        Assert.Equal(reachable.Count, Heap.CountLiveSlots());
        foreach (Node node in _byNumber.Values)
        {
            bool isDead = !reachable.Contains(node);
            if (node.HasFinalizer) Assert.Equal(isDead, _finalized.Contains(node.Number));
            if (node.HasPayload) Assert.Equal(isDead, Nodes.Released.Contains(node.Number));
        }
        foreach ((Node target, WeakHandle handle) in _weak)
            Assert.Equal(reachable.Contains(target) ? target.Reference : ObjectRef.None, Heap[handle]);
    }

    public void Check()
    {
        Heap.Verify();
        foreach (Node node in Reachable())
        {
            Assert.True(Heap.IsLive(node.Reference), $"{node.Reference} is lost");
            Assert.Equal(node.Number, Nodes.NumberOf(Heap, node.Reference));
            for (int i = 0; i < node.Strong.Length; i++)
                Assert.Equal(node.Strong[i]?.Reference ?? ObjectRef.None, Nodes.Get(Heap, node.Reference, i));
            CheckWeak(node);
        }
    }

    public void Dispose()
    {
        Heap.Dispose();
        Assert.Equal(
            _byNumber.Values.Where(static node => node.HasPayload).Select(static node => node.Number).Order(),
            Nodes.Released.Order());
    }

    private void CheckWeak(Node node)
    {
        for (int i = 0; i < node.Weak.Length; i++)
        {
            ObjectRef found = Nodes.Get(Heap, node.Reference, node.Strong.Length + i);
            // A dead target may be there until it is found dead; then the place stays empty.
            if (found.IsNone)
            {
                if (node.Weak[i] is { } gone) Assert.DoesNotContain(gone, Reachable());
                node.Weak[i] = null;
            }
            else Assert.Equal(node.Weak[i]?.Reference, found);
        }
    }

    private void Allocate(Node? parent, int b, int c)
    {
        int[] sizes = [.. Enumerable.Range(0, Heap.Layout.PoolCount).Select(Heap.Layout.SlotBytes)];
        int bytes = sizes[b % sizes.Length];
        int room = Math.Min(6, Nodes.RoomIn(bytes)), weak = c % 3 == 0 ? 1 : 0;
        ObjectTraits traits = (c % 16) switch
        {
            0 => ObjectTraits.Unprotected,
            1 => ObjectTraits.Payload,
            2 => ObjectTraits.NearlyOld,
            3 => ObjectTraits.Payload | ObjectTraits.Unprotected,
            _ => ObjectTraits.None,
        };
        uint number = ++_number;
        var made = new Node
        {
            Reference = Nodes.New(Heap, room - weak, weak, number, traits, bytes),
            Number = number,
            Strong = new Node?[room - weak],
            Weak = new Node?[weak],
            IsUnprotected = (traits & ObjectTraits.Unprotected) != 0,
            HasPayload = (traits & ObjectTraits.Payload) != 0,
        };
        _byNumber[number] = made;
        if (parent is null || parent.Strong.Length == 0 || b % 5 == 0)
            _roots.Add((made, Heap.Root(made.Reference)));
        else Link(parent, c % parent.Strong.Length, made);
    }

    private void AllocateGarbage(int count, int which)
    {
        for (int i = 0; i < count; i++)
            Heap.AllocateIn(which % Heap.Layout.PoolCount);
    }

    private void Link(Node from, int index, Node? to)
    {
        from.Strong[index] = to;
        ObjectRef target = to?.Reference ?? ObjectRef.None;
        if (from.IsUnprotected) Nodes.SetWithoutBarrier(Heap, from.Reference, index, target);
        else Nodes.Set(Heap, from.Reference, index, target);
    }

    private void LinkWeak(Node from, int index, Node? to)
    {
        from.Weak[index] = to;
        Nodes.Set(Heap, from.Reference, from.Strong.Length + index, to?.Reference ?? ObjectRef.None);
    }

    private void DropRoot(int index)
    {
        Heap.Free(_roots[index].Handle);
        _roots.RemoveAt(index);
    }

    private void Unprotect(Node node)
    {
        Heap.Unprotect(node.Reference);
        node.IsUnprotected = true;
    }

    private void FinalizeLater(Node node)
    {
        node.HasFinalizer = true;
        Heap.OnDeath(node.Reference, dead =>
        {
            Assert.Equal(node.Reference, dead);
            Assert.Equal(node.Number, BitConverter.ToUInt32(Heap[dead][4..]));
            Assert.True(_finalized.Add(node.Number), "finalized twice");
        });
    }

    private HashSet<Node> Reachable()
    {
        var found = new HashSet<Node>();
        var left = new Stack<Node>(_roots.Select(static root => root.Node));
        while (left.TryPop(out Node? node))
        {
            if (!found.Add(node)) continue;
            foreach (Node? next in node.Strong)
                if (next != null) left.Push(next);
        }
        return found;
    }
}

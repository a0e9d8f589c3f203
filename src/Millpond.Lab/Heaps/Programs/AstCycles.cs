using Millpond.Slots;
using Millpond.Slots.Ruby;

namespace Millpond.Lab.Heaps.Programs;

/// <summary>Ten times a tree of 20,000 nodes; the one before is dropped.</summary>
internal static class AstCycles
{
    private const int Rounds = 10, Nodes = 20_000, TemporaryHashes = 8;
    private const int Tree = 0, NodeList = 1, Node = 2, Hash = 3, Empty = 4, NodeClass = 5, LeafClass = 6;
    private const int Operands = 7, Metaclasses = 11, OperandCount = 4;

    internal static void Run(RubyHeap ruby, bool shared)
    {
        ruby.FirstRun(shared ? 18 : 16);
        for (int i = 0; i < 2; i++) ruby.Locals[Metaclasses + i] = ruby.NewClass();
        ruby.Locals[NodeClass] = ruby.NewClass();
        ruby.Locals[LeafClass] = ruby.NewClass();
        ruby.Locals[Empty] = ruby.NewHash();
        for (int round = 0; round < Rounds; round++)
        {
            ruby.Locals[NodeList] = ruby.NewArray(0);
            for (int i = 0; i < Nodes; i++) AddNode(ruby, shared);
            ruby.Locals[Tree] = ruby.Locals[NodeList];
        }
    }

    private static void AddNode(RubyHeap ruby, bool shared)
    {
        for (int i = 0; i < TemporaryHashes; i++) ruby.Locals[Hash] = ruby.NewHash();
        ObjectRef node = ruby.NewObject(8);
        ruby.Locals[Node] = node;
        Span<ObjectRef> operands = ruby.Locals.Slice(Operands, OperandCount);
        operands[0] = ruby.NewObject(2);
        operands[1] = ruby.NewObject(2);
        operands[2] = shared ? ruby.Locals[Empty] : ruby.NewHash();
        operands[3] = shared ? ruby.Locals[Empty] : ruby.NewHash();
        for (int i = 0; i < OperandCount; i++) ruby.Set(node, i, operands[i]);
        operands.Clear();
        ruby.Push(ruby.Locals[NodeList], node);
    }
}

using Millpond.Slots.Ruby;

namespace Millpond.Lab.Heaps.Programs;

/// <summary>300,000 empty hashes, all kept.</summary>
internal static class RetainHashes
{
    internal static void Run(RubyHeap ruby)
    {
        ruby.Locals[0] = ruby.NewArray(0);
        for (int i = 0; i < 300_000; i++) ruby.Push(ruby.Locals[0], ruby.NewHash());
    }
}

using Millpond.Slots.Ruby;

namespace Millpond.Lab.Heaps.Programs;

/// <summary>3,000,000 empty hashes, none kept.</summary>
internal static class ChurnHashes
{
    internal static void Run(RubyHeap ruby)
    {
        for (int i = 0; i < 3_000_000; i++) ruby.Locals[0] = ruby.NewHash();
    }
}

using Millpond.Slots;
using Millpond.Slots.Ruby;

namespace Millpond.Lab.Heaps.Programs;

/// <summary>60,000 strings of 10,000 bytes, 200 of them alive.</summary>
internal static class MallocStrings
{
    internal static void Run(RubyHeap ruby)
    {
        ruby.FirstRun(4);
        ObjectRef ring = ruby.Locals[0] = ruby.NewArray(200);
        for (int i = 0; i < 60_000; i++) ruby.Set(ring, i % 200, ruby.Repeat(10_000));
    }
}

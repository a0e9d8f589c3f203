using Millpond.Slots;
using Millpond.Slots.Ruby;

namespace Millpond.Lab.Heaps.Programs;

/// <summary>2,000,000 strings of 100 bytes, the last 50,000 alive.</summary>
internal static class Window
{
    private const int Live = 50_000;

    internal static void Run(RubyHeap ruby)
    {
        ruby.FirstRun(4);
        ObjectRef ring = ruby.Locals[0] = ruby.NewArray(Live);
        for (int i = 0; i < 2_000_000; i++) ruby.Set(ring, i % Live, ruby.Repeat(100));
    }
}

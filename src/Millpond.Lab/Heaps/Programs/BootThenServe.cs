using Millpond.Slots;
using Millpond.Slots.Ruby;

namespace Millpond.Lab.Heaps.Programs;

/// <summary>200,000 objects that stay, then 3,000,000 that do not.</summary>
internal static class BootThenServe
{
    private const int Kept = 100_000, Served = 1_500_000;
    private const int Boot = 0, Array = 1, String = 2;

    internal static void Run(RubyHeap ruby)
    {
        ruby.FirstRun(1);
        ruby.Locals[Boot] = ruby.NewArray(0);
        for (int i = 0; i < Kept; i++)
        {
            ObjectRef boot = ruby.Locals[Boot];
            ruby.Push(boot, ruby.NewArray(4));
            ruby.Push(boot, ruby.Interpolate("boot ".Length, i));
        }
        for (int i = 0; i < Served; i++)
        {
            ruby.Locals[Array] = ruby.NewArray(1);
            ruby.Locals[String] = ruby.NewString(1);
        }
    }
}

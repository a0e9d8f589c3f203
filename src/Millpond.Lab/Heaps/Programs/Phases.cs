using Millpond.Slots;
using Millpond.Slots.Ruby;

namespace Millpond.Lab.Heaps.Programs;

/// <summary>Three phases whose live data lie in different pools.</summary>
internal static class Phases
{
    private const int Keep = 0, X = 1, Lambdas = 2;

    internal static void Run(RubyHeap ruby)
    {
        ruby.FirstRun(9);
        Func<ObjectRef>[] phases = [() => ruby.Repeat(40), () => ruby.NewHash(), () => ruby.NewArray(30)];
        ruby.Locals[Lambdas] = ruby.NewArray(phases.Length);
        foreach (Func<ObjectRef> make in phases)
        {
            ruby.Locals[Keep] = ruby.NewArray(0);
            for (int i = 0; i < 120_000; i++)
            {
                ruby.Push(ruby.Locals[Keep], make());
                ruby.Locals[X] = make();
            }
            ruby.Locals[X] = ObjectRef.None;
        }
    }
}

using Millpond.Slots;
using Millpond.Slots.Ruby;

namespace Millpond.Lab.Heaps.Programs;

/// <summary>50,000 old holders; 2,000,000 times one of them is made to hold a new object.</summary>
internal static class OldToYoung
{
    private const int Holders = 50_000;

    /// <summary><c>i * 7919 % 50_000</c> where the product is no small integer.</summary>
    private const int BignumSteps = 4;

    internal static void Run(RubyHeap ruby)
    {
        ruby.FirstRun(17);
        ruby.Locals[2] = ruby.NewClass();
        ruby.Locals[1] = ruby.NewClass();
        ObjectRef holders = ruby.Locals[0] = ruby.NewArray(Holders);
        for (int i = 0; i < Holders; i++) ruby.Set(holders, i, ruby.NewObject(1));
        for (int i = 0; i < 4; i++) ruby.Heap.Collect();
        for (long i = 0; i < 2_000_000; i++)
        {
            if (ruby.IsBig(i * 7919)) ruby.Temporaries(BignumSteps);
            ObjectRef holder = ruby.Get(holders, (int)(i * 7919 % Holders));
            ruby.Set(holder, 0, ruby.NewArray(1));
        }
    }
}

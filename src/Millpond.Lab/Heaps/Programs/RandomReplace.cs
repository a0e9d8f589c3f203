using Millpond.Slots;
using Millpond.Slots.Ruby;

namespace Millpond.Lab.Heaps.Programs;

/// <summary>100,000 live objects of mixed sizes; 1,500,000 times one of them is replaced.</summary>
internal static class RandomReplace
{
    private const int Live = 100_000;

    internal static void Run(RubyHeap ruby)
    {
        ruby.FirstRun(6);
        ObjectRef ring = ruby.Locals[0] = ruby.NewArray(Live);
        long seed = 12345;
        for (int i = 0; i < Live + 1_500_000; i++)
        {
            // Where integers of 31 bits are objects: the product, the sum and the steps between.
            if (ruby.Release.PointerBytes == 4) ruby.Temporaries(ruby.IsBig(seed) ? 3 : 4);
            seed = ((seed * 1103515245) + 12345) & 0x7fffffff;
            bool big = ruby.IsBig(seed);
            if (big && i >= Live) ruby.Temporaries(3);
            int slot = i < Live ? i : (int)(seed % Live);
            if (big) ruby.Temporaries(1);
            ruby.Set(ring, slot, Make(ruby, (int)(seed >> 8 & 7)));
        }
    }

    private static ObjectRef Make(RubyHeap ruby, int choice) => choice switch
    {
        0 or 1 or 2 => ruby.NewObject(0),
        3 => ruby.Repeat(40),
        4 => ruby.NewHash(),
        5 => ruby.NewSmall(),  // an array of constants shares its elements with the program's text
        6 => ruby.Repeat(200),
        _ => ruby.Repeat(500),
    };
}

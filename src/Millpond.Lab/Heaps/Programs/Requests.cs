using Millpond.Slots;
using Millpond.Slots.Ruby;

namespace Millpond.Lab.Heaps.Programs;

/// <summary>400 requests of 4,000 short-lived objects; 40 of each go to a store that keeps the last 20,000.</summary>
internal static class Requests
{
    private const int Kept = 20_000;
    private const int Store = 0, Work = 1;

    internal static void Run(RubyHeap ruby)
    {
        ruby.FirstRun(5);
        ObjectRef store = ruby.Locals[Store] = ruby.NewArray(Kept);
        int at = 0;
        for (int r = 0; r < 400; r++)
        {
            ObjectRef work = ruby.Locals[Work] = ruby.NewArray(0);
            for (int i = 0; i < 1_000; i++)
            {
                ruby.Push(work, ruby.NewArray(2));
                ruby.Push(work, ruby.NewHash(1));
                ruby.Push(work, ruby.Interpolate("request ".Length, i));
                ruby.Push(work, ruby.Repeat(130));
            }
            for (int i = 0; i < 40; i++) ruby.Set(store, at++ % Kept, ruby.Get(work, i * 100));
        }
    }
}

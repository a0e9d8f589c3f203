using Millpond.Slots;
using Millpond.Slots.Ruby;

namespace Millpond.Lab.Heaps.Programs;

/// <summary>
/// One of the small Ruby programs of <see cref="Ruby.RubyPrograms"/>, written for Millpond's heap: it makes the same
/// objects in the same order, keeps and drops the same, literals and operands included.
/// </summary>
/// <param name="Name">The program's name.</param>
/// <param name="Run">Runs it from beginning to end.</param>
public sealed record HeapProgram(string Name, Action<RubyHeap> Run)
{
    /// <summary>All of them, in the order of their names.</summary>
    public static IReadOnlyList<HeapProgram> All { get; } =
    [
        new("ast_cycles_shared", ruby => AstCycles.Run(ruby, shared: true)),
        new("ast_cycles_unshared", ruby => AstCycles.Run(ruby, shared: false)),
        new("boot_then_serve", BootThenServe.Run),
        new("churn_hashes", ChurnHashes.Run),
        new("malloc_strings", MallocStrings.Run),
        new("old_to_young", OldToYoung.Run),
        new("phases", Phases.Run),
        new("random_replace", RandomReplace.Run),
        new("requests", Requests.Run),
        new("retain_hashes", RetainHashes.Run),
        new("window", Window.Run),
    ];

    /// <summary>The program of a name.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public static HeapProgram Find(string name) => All.FirstOrDefault(program => program.Name == name)
        ?? throw new UserException($"no program {name}: choose from {string.Join(", ", All.Select(one => one.Name))}");
}

/// <summary>What several programs do.</summary>
internal static class Idioms
{
    /// <summary>The largest integer that needs no object with 4-byte pointers.</summary>
    private const long FixnumMax32 = (1 << 30) - 1;

    /// <summary>A byte that an interpolated string is given too much (measured on 32 bits, where it can be seen).</summary>
    private const int SpareBytes = 1;
    private const int FirstRunLocal = 63;

    /// <summary><c>"x" * length</c>: the literal is an object too.</summary>
    internal static ObjectRef Repeat(this RubyHeap ruby, int length)
    {
        ruby.NewString(1);
        return ruby.NewString(length);
    }

    /// <summary><c>"text #{number}"</c>: the digits are a string of their own, but for one digit.</summary>
    internal static ObjectRef Interpolate(this RubyHeap ruby, int textLength, int number)
    {
        int digits = 1;
        for (int rest = number; rest >= 10; rest /= 10) digits++;
        if (digits > 1) ruby.NewString(digits);
        return ruby.NewString(textLength + digits + (ruby.Sizes.HasOnePool ? 0 : SpareBytes));
    }

    /// <summary>What Ruby makes while it runs a program's text for the first time: call caches, methods, blocks. They
    /// stay, and refer to nothing of the program's.</summary>
    /// <param name="ruby">The heap.</param>
    /// <param name="count">How many, as counted on real Rubies.</param>
    internal static void FirstRun(this RubyHeap ruby, int count)
    {
        ruby.Locals[FirstRunLocal] = ruby.NewArray(0);
        for (int i = 1; i < count; i++) ruby.Push(ruby.Locals[FirstRunLocal], ruby.NewSmall());
    }

    /// <summary>Whether a number is an object of its own.</summary>
    internal static bool IsBig(this RubyHeap ruby, long number) =>
        ruby.Release.PointerBytes == 4 && number > FixnumMax32;

    /// <summary>Objects that nothing keeps: steps of arithmetic with large numbers.</summary>
    internal static void Temporaries(this RubyHeap ruby, int count)
    {
        for (int i = 0; i < count; i++) ruby.NewSmall();
    }
}

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
        return ruby.NewString(textLength + digits);
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

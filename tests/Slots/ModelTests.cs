using CsCheck;

namespace Millpond.Slots.Tests;

/// <summary>Any program, against a graph of plain .NET objects: nothing in use is lost, nothing else is kept.</summary>
public sealed class ModelTests
{
    private static readonly Gen<(Act Act, int A, int B, int C)[]> s_programs = Gen.Select(
        Gen.Frequency(
            (10, Gen.Const(Act.Allocate)),
            (6, Gen.Const(Act.AllocateGarbage)),
            (10, Gen.Const(Act.Link)),
            (4, Gen.Const(Act.Unlink)),
            (3, Gen.Const(Act.LinkWeak)),
            (5, Gen.Enum<Act>())),
        Gen.Int[0, int.MaxValue],
        Gen.Int[0, int.MaxValue],
        Gen.Int[0, int.MaxValue]).Array[20, 150];

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void Nothing_in_use_is_lost_and_nothing_else_is_kept(string policy) =>
        Sample(() => AllPolicies.Small(policy));

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void Marking_in_single_steps_loses_nothing(string policy) => Sample(() => AllPolicies.Stepping(policy));

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void Under_stress_nothing_is_lost(string policy) =>
        Sample(() => AllPolicies.Small(policy), isStressed: true);

    private static void Sample(Func<SlotHeapOptions> options, bool isStressed = false) => s_programs.Sample(
        program =>
        {
            using var model = new GraphModel(options());
            model.Heap.Stress = isStressed;
            foreach ((Act act, int a, int b, int c) in program) model.Do(act, a, b, c);
            model.CollectAll();
        },
        iter: isStressed ? 20 : 60,
        threads: 1);
}

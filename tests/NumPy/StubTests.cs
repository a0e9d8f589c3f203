using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Millpond.NumPy.Tests;

/// <summary>The machine code in front of the handler: run on this processor, and compared with an assembler's for arm64.</summary>
public sealed unsafe class StubTests
{
    private const ulong RangeStart = 0x10000;
    private const ulong RangeBytes = 0x1000;
    private const ulong Threshold = 4096;

    private static readonly string s_listing = """
        malloc:  bti c
                 ldr x16, data
                 cmp x1, x16
                 b.hs 1f
                 ldr x17, data + 24
                 br x17
              1: ldr x17, data + 56
                 br x17
                 .balign 64
        calloc:  bti c
                 cmp x2, #1
                 b.ne 1f
                 ldr x16, data
                 cmp x1, x16
                 b.hs 1f
                 ldr x17, data + 32
                 br x17
              1: ldr x17, data + 64
                 br x17
                 .balign 64
        realloc: bti c
                 ldr x16, data + 8
                 sub x16, x1, x16
                 ldr x17, data + 16
                 cmp x16, x17
                 b.lo 1f
                 ldr x17, data + 40
                 br x17
              1: ldr x17, data + 72
                 br x17
                 .balign 64
        free:    bti c
                 ldr x16, data + 8
                 sub x16, x1, x16
                 ldr x17, data + 16
                 cmp x16, x17
                 b.lo 1f
                 ldr x17, data + 48
                 br x17
              1: ldr x17, data + 80
                 br x17
                 .balign 64
                 .space 4096 - 256
        data:    .space 88
        """;

    [Theory]
    [InlineData(Threshold - 1, 100)]
    [InlineData(Threshold, 200)]
    [InlineData(ulong.MaxValue, 200)]
    public void Malloc_sends_small_requests_to_the_original_and_large_ones_to_us(ulong size, int expected) =>
        Assert.Equal(expected, Call(0, (nuint)size, 7));

    [Theory]
    [InlineData(Threshold - 1, 1, 101)]
    [InlineData(Threshold, 1, 201)]
    [InlineData(1, 8, 201)]
    public void Calloc_sends_what_is_not_bytes_of_one_to_us_to_be_multiplied(ulong count, ulong size, int expected) =>
        Assert.Equal(expected, Call(1, (nuint)count, (nuint)size));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(RangeStart - 1, 0)]
    [InlineData(RangeStart, 100)]
    [InlineData(RangeStart + RangeBytes - 1, 100)]
    [InlineData(RangeStart + RangeBytes, 0)]
    [InlineData(ulong.MaxValue, 0)]
    public void Realloc_and_free_go_by_address(ulong address, int ours)
    {
        Assert.Equal(102 + ours, Call(2, (nuint)address, 8));
        Assert.Equal(103 + ours, Call(3, (nuint)address, 8));
    }

    [Fact]
    public void The_arm64_code_is_what_an_assembler_makes_of_its_listing()
    {
        var folder = Directory.CreateTempSubdirectory("millpond-stubs");
        var source = Path.Combine(folder.FullName, "stubs.s");
        File.WriteAllText(source, s_listing + "\n");
        var made = Path.Combine(folder.FullName, "stubs.o");
        if (!Assemble(source, made)) Assert.Skip("no clang that assembles for arm64: apt-get install clang");
        Span<byte> ours = stackalloc byte[Stubs.BytesEach * Stubs.Count];
        Stubs.WriteArm64(ours, 4096);
        Assert.True(File.ReadAllBytes(made).AsSpan().IndexOf(ours.ToArray()) > 0, "the words differ from the assembler's");
        folder.Delete(recursive: true);
    }

    private static bool Assemble(string source, string made)
    {
        try
        {
            string[] arguments = ["--target=aarch64-linux-gnu", "-march=armv8.5-a", "-c", source, "-o", made];
            using var clang = Process.Start("clang", arguments);
            clang.WaitForExit();
            return clang.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    // Originals answer 100 to 103, ours 200 to 203; each checks that its arguments came through.
    private static int Call(int function, nuint second, nuint third)
    {
        if (RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64))
        {
            Assert.Skip("no stubs for this processor");
        }

        var page = Stubs.TryCreate();
        Assert.True(page.Exists);
        // Sound: the data page is writable and larger than the structure.
        *(StubData*)page.Data = new StubData
        {
            Threshold = (nuint)Threshold,
            RangeStart = (nuint)RangeStart,
            RangeBytes = (nuint)RangeBytes,
            OriginalMalloc = (delegate* unmanaged<nuint, nuint, nuint, nint>)&Original0,
            OriginalCalloc = (delegate* unmanaged<nuint, nuint, nuint, nint>)&Original1,
            OriginalRealloc = (delegate* unmanaged<nuint, nuint, nuint, nint>)&Original2,
            OriginalFree = (delegate* unmanaged<nuint, nuint, nuint, nint>)&Original3,
            OurMalloc = (delegate* unmanaged<nuint, nuint, nuint, nint>)&Ours0,
            OurCalloc = (delegate* unmanaged<nuint, nuint, nuint, nint>)&Ours1,
            OurRealloc = (delegate* unmanaged<nuint, nuint, nuint, nint>)&Ours2,
            OurFree = (delegate* unmanaged<nuint, nuint, nuint, nint>)&Ours3,
        };
        (s_second, s_third) = (second, third);
        var stub = (delegate* unmanaged<nuint, nuint, nuint, nint>)(page.Code + (function * Stubs.BytesEach));
        return (int)stub(Context, second, third);
    }

    private const nuint Context = 42;

    [ThreadStatic]
    private static nuint s_second;

    [ThreadStatic]
    private static nuint s_third;

    private static nint Answer(int number, nuint first, nuint second, nuint third) =>
        first == Context && second == s_second && third == s_third ? number : -1;

    [UnmanagedCallersOnly]
    private static nint Original0(nuint first, nuint second, nuint third) => Answer(100, first, second, third);

    [UnmanagedCallersOnly]
    private static nint Original1(nuint first, nuint second, nuint third) => Answer(101, first, second, third);

    [UnmanagedCallersOnly]
    private static nint Original2(nuint first, nuint second, nuint third) => Answer(102, first, second, third);

    [UnmanagedCallersOnly]
    private static nint Original3(nuint first, nuint second, nuint third) => Answer(103, first, second, third);

    [UnmanagedCallersOnly]
    private static nint Ours0(nuint first, nuint second, nuint third) => Answer(200, first, second, third);

    [UnmanagedCallersOnly]
    private static nint Ours1(nuint first, nuint second, nuint third) => Answer(201, first, second, third);

    [UnmanagedCallersOnly]
    private static nint Ours2(nuint first, nuint second, nuint third) => Answer(202, first, second, third);

    [UnmanagedCallersOnly]
    private static nint Ours3(nuint first, nuint second, nuint third) => Answer(203, first, second, third);
}

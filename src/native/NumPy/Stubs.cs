using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Millpond.Pages;

namespace Millpond.NumPy;

/// <summary>What the machine code reads: it lies one page after the code.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct StubData
{
    internal nuint Threshold;
    internal nuint RangeStart;
    internal nuint RangeBytes;
    internal void* OriginalMalloc;
    internal void* OriginalCalloc;
    internal void* OriginalRealloc;
    internal void* OriginalFree;
    internal void* OurMalloc;
    internal void* OurCalloc;
    internal void* OurRealloc;
    internal void* OurFree;
}

/// <summary>
/// Four functions of a few instructions: compare the size with the threshold (malloc, calloc) or the address with our
/// range (realloc, free), and jump on, all arguments untouched, to NumPy's original or to ours. They keep small
/// requests out of managed code, which would cost 100-element arithmetic 6 to 11 %.
/// </summary>
internal static class Stubs
{
    /// <summary>Each function begins at a multiple of this.</summary>
    internal const int BytesEach = 64;

    internal const int Count = 4;

    private const int WordBytes = 8;
    private const int Threshold = 0;
    private const int RangeStart = 1;
    private const int RangeBytes = 2;
    private const int Original = 3;
    private const int Ours = 7;

    /// <summary>Not <see cref="CodePage.Exists"/> on other processors, or where executable memory is refused.</summary>
    internal static CodePage TryCreate()
    {
        Span<byte> code = stackalloc byte[BytesEach * Count];
        switch (RuntimeInformation.ProcessArchitecture)
        {
            case Architecture.X64:
                WriteX64(code, CodePage.DataOffset);
                return CodePage.TryCreate(code);
            case Architecture.Arm64:
                WriteArm64(code, CodePage.DataOffset);
                return CodePage.TryCreate(code);
            default:
                return default;
        }
    }

    /// <summary>System V: context in rdi, then rsi, rdx; rax is free. Every displacement counts from the instruction's end.</summary>
    internal static void WriteX64(Span<byte> code, int dataOffset)
    {
        code.Fill(0xCC);
        for (var function = 0; function < Count; function++)
        {
            var at = function * BytesEach;
            at = Put(code, at, [0xF3, 0x0F, 0x1E, 0xFA]);                           // endbr64
            if (function < 2)
            {
                if (function == 1) at = Put(code, at, [0x48, 0x83, 0xFA, 0x01, 0x75, 0x0F]); // cmp rdx, 1; jne ours
                at = PutRelative(code, at, [0x48, 0x3B, 0x35], Threshold);          // cmp rsi, [threshold]
                at = Put(code, at, [0x73, 0x06]);                                   // jae ours
            }
            else
            {
                at = Put(code, at, [0x48, 0x89, 0xF0]);                             // mov rax, rsi
                at = PutRelative(code, at, [0x48, 0x2B, 0x05], RangeStart);         // sub rax, [start]
                at = PutRelative(code, at, [0x48, 0x3B, 0x05], RangeBytes);         // cmp rax, [bytes]
                at = Put(code, at, [0x72, 0x06]);                                   // jb ours
            }

            // What is small falls through: a branch not taken is the cheapest there is.
            at = PutRelative(code, at, [0xFF, 0x25], Original + function);          // jmp [original]
            PutRelative(code, at, [0xFF, 0x25], Ours + function);                   // jmp [ours]
        }

        int PutRelative(Span<byte> to, int at, ReadOnlySpan<byte> opcode, int word)
        {
            at = Put(to, at, opcode);
            BinaryPrimitives.WriteInt32LittleEndian(to[at..], dataOffset + (word * WordBytes) - (at + 4));
            return at + 4;
        }
    }

    /// <summary>AAPCS64: context in x0, then x1, x2; x16 and x17 are free. Data is loaded relative to the instruction.</summary>
    internal static void WriteArm64(Span<byte> code, int dataOffset)
    {
        MemoryMarshal.Cast<byte, uint>(code).Fill(0xD503201F);                       // nop
        for (var function = 0; function < Count; function++)
        {
            var at = function * BytesEach;
            at = PutWord(code, at, 0xD503245F);                                     // bti c
            if (function < 2)
            {
                if (function == 1)
                {
                    at = PutWord(code, at, 0xF100045F);                             // cmp x2, #1
                    at = PutWord(code, at, Branch(1, 6));                           // b.ne ours
                }

                at = PutLoad(code, at, 16, Threshold);                              // ldr x16, threshold
                at = PutWord(code, at, 0xEB10003F);                                 // cmp x1, x16
                at = PutWord(code, at, Branch(2, 3));                               // b.hs ours
            }
            else
            {
                at = PutLoad(code, at, 16, RangeStart);                             // ldr x16, start
                at = PutWord(code, at, 0xCB100030);                                 // sub x16, x1, x16
                at = PutLoad(code, at, 17, RangeBytes);                             // ldr x17, bytes
                at = PutWord(code, at, 0xEB11021F);                                 // cmp x16, x17
                at = PutWord(code, at, Branch(3, 3));                               // b.lo ours
            }

            at = PutLoad(code, at, 17, Original + function);                        // ldr x17, original
            at = PutWord(code, at, 0xD61F0220);                                     // br x17
            at = PutLoad(code, at, 17, Ours + function);                            // ldr x17, ours
            PutWord(code, at, 0xD61F0220);                                          // br x17
        }

        static uint Branch(uint condition, int instructions) => 0x54000000 | ((uint)instructions << 5) | condition;

        int PutLoad(Span<byte> to, int at, uint register, int word) =>
            PutWord(to, at, 0x58000000 | ((uint)((dataOffset + (word * WordBytes) - at) >> 2) << 5) | register);
    }

    private static int Put(Span<byte> code, int at, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(code[at..]);
        return at + bytes.Length;
    }

    private static int PutWord(Span<byte> code, int at, uint word)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(code[at..], word);
        return at + sizeof(uint);
    }
}

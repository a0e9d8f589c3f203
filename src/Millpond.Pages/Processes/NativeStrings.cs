using System.Runtime.InteropServices;

namespace Millpond.Pages.Processes;

/// <summary>A null-terminated array of zero-terminated strings, as exec takes it, in one piece of native memory.</summary>
// Sound: one allocation, sized from the texts, holds the table and then the texts; it is written only here.
internal sealed unsafe class NativeStrings : IDisposable
{
    internal NativeStrings(IReadOnlyList<string> texts)
    {
        byte[][] encoded = [.. texts.Select(NativeText.Encode)];
        nuint tableBytes = (nuint)((encoded.Length + 1) * sizeof(byte*));
        nuint textBytes = (nuint)encoded.Sum(one => one.Length + 1);
        Pointer = (byte**)NativeMemory.AllocZeroed(tableBytes + textBytes);
        byte* next = (byte*)Pointer + tableBytes;
        for (int i = 0; i < encoded.Length; i++)
        {
            Pointer[i] = next;
            encoded[i].CopyTo(new Span<byte>(next, encoded[i].Length));
            next += encoded[i].Length + 1;
        }

        Invariant.Assert(next == (byte*)Pointer + tableBytes + textBytes);
    }

    internal byte** Pointer { get; private set; }

    internal byte* First
    {
        get
        {
            Invariant.Assert(Pointer is not null);
            return Pointer[0];
        }
    }

    public void Dispose()
    {
        NativeMemory.Free(Pointer);
        Pointer = null;
    }
}

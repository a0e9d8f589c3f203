using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Millpond.Slots.Recorded;

/// <summary>The simplest file of a recorded life: eight bytes "mpslots1", then each event's eight, little-endian.</summary>
public static class RecordedFile
{
    private const int BufferEvents = 8192;
    private static ReadOnlySpan<byte> Magic => "mpslots1"u8;

    /// <summary>Writes events.</summary>
    public static void Write(Stream stream, ReadOnlySpan<RecordedEvent> events)
    {
        Guard.NotNull(stream).Write(Magic);
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        foreach (RecordedEvent each in events)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, each.Bits);
            stream.Write(bytes);
        }
    }

    /// <summary>Reads a whole file into a life, a block at a time.</summary>
    /// <returns>Events played.</returns>
    /// <exception cref="InvalidDataException">It is no such file, or is cut off.</exception>
    public static long Play(Stream stream, RecordedLife life)
    {
        Guard.NotNull(life);
        Span<byte> magic = stackalloc byte[sizeof(ulong)];
        if (Guard.NotNull(stream).ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) < magic.Length || !magic.SequenceEqual(Magic))
            throw new InvalidDataException("not a recorded life: it does not begin with mpslots1");
        var events = new RecordedEvent[BufferEvents];
        Span<byte> bytes = MemoryMarshal.AsBytes(events.AsSpan());
        long played = 0;
        while (true)
        {
            int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read % sizeof(ulong) != 0)
                throw new InvalidDataException($"the recorded life is cut off in event {played + (read / sizeof(ulong)):N0}: record again");
            Span<RecordedEvent> block = events.AsSpan(0, read / sizeof(ulong));
            if (!BitConverter.IsLittleEndian)
                foreach (ref RecordedEvent each in block) each = new(BinaryPrimitives.ReverseEndianness(each.Bits));
            life.Play(block);
            played += block.Length;
            if (read < bytes.Length) return played;
        }
    }
}

using Millpond.Pages;

namespace Millpond.Slots.Memory;

/// <summary>
/// Which marked objects are still to be looked through. Needed only while a major collection marks in steps, so it is
/// memory only then: 0.3 % of the heap at most, given back when marking ends.
/// </summary>
internal sealed unsafe class GreyBits(IPageSource source, PageTable table) : IDisposable
{
    private ulong* _words;
    private nuint _bytes;

    public bool IsOpen => _words != null;

    /// <summary>False: the kernel refuses; marking must be done in one step.</summary>
    public bool TryOpen()
    {
        Invariant.Assert(!IsOpen);
        // For every page there may ever be: pages are added while marking goes on. Untouched ones cost nothing.
        nuint unit = source.PageBytes;
        _bytes = ((nuint)table.PagesMax * (nuint)table.WordsPerPage * sizeof(ulong) + unit - 1) / unit * unit;
        _words = (ulong*)source.Map(_bytes);
        return _words != null;
    }

    public void Close()
    {
        if (_words != null) source.Release((byte*)_words, _bytes);
        _words = null;
    }

    /// <summary>For Verify: the bits of 64 slots.</summary>
    public ulong WordAt(int page, int word) => *Word(ObjectRef.Of(page, word * 64));

    public bool this[ObjectRef reference]
    {
        get => (*Word(reference) >> (reference.Slot & 63) & 1) != 0;
        set
        {
            ulong bit = 1UL << (reference.Slot & 63);
            if (value) *Word(reference) |= bit;
            else *Word(reference) &= ~bit;
        }
    }

    public void Dispose() => Close();

    private ulong* Word(ObjectRef reference)
    {
        Invariant.Assert(IsOpen && reference.Page < table.PagesMax);
        // Sound: there are WordsPerPage words for each of PagesMax pages.
        return _words + ((nint)reference.Page * table.WordsPerPage) + (reference.Slot >> 6);
    }
}

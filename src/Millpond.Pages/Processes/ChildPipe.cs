using System.ComponentModel;
using Microsoft.Win32.SafeHandles;

namespace Millpond.Pages.Processes;

/// <summary>
/// A pipe between parent and child. Both ends close on exec; the child's is duplicated onto its stream.
/// </summary>
internal sealed unsafe class ChildPipe : IDisposable
{
    private readonly SafeFileHandle _childEnd;
    private SafeFileHandle? _parentEnd;

    private ChildPipe(int childDescriptor, int parentDescriptor)
    {
        ChildDescriptor = childDescriptor;
        _childEnd = new(childDescriptor, ownsHandle: true);
        _parentEnd = new(parentDescriptor, ownsHandle: true);
    }

    internal int ChildDescriptor { get; }

    internal static ChildPipe? For(ChildStream stream, bool childReads)
    {
        if (stream.Kind != ChildStream.Kinds.Pipe)
            return null;
        int* ends = stackalloc int[2];
        if (ProcessCalls.pipe2(ends, ProcessCalls.O_CLOEXEC) != 0)
            throw new Win32Exception();
        return childReads ? new(ends[0], ends[1]) : new(ends[1], ends[0]);
    }

    internal SafeFileHandle TakeParentEnd()
    {
        SafeFileHandle end = _parentEnd!;
        _parentEnd = null;
        return end;
    }

    public void Dispose()
    {
        _childEnd.Dispose();
        _parentEnd?.Dispose();
    }
}

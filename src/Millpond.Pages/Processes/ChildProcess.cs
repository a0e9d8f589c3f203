using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Millpond.Pages.Processes;

/// <summary>
/// A child process in this process's own group, so that the terminal's signals reach both. Started without fork
/// (posix_spawn), so no page of this process is copied or write-protected. <see cref="Signal"/> may be called from any
/// thread; the rest belongs to one.
/// </summary>
public sealed unsafe class ChildProcess : IDisposable
{
    private const uint OwnerOnly = 0x180; // rw-------

    private readonly Lock _reaping = new();
    private readonly long _startTicks;
    private ChildExit? _exit;

    private ChildProcess(int id, long startTicks, SafeFileHandle? input, SafeFileHandle? output)
    {
        (Id, _startTicks) = (id, startTicks);
        Input = input is null ? null : new FileStream(input, FileAccess.Write, 1);
        Output = output is null ? null : new FileStream(output, FileAccess.Read, 1);
    }

    /// <summary>The process id, valid until <see cref="Wait"/> has returned.</summary>
    public int Id { get; }

    /// <summary>The writing end of the child's standard input, if it is a pipe.</summary>
    public Stream? Input { get; }

    /// <summary>The reading end of the child's standard output, if it is a pipe.</summary>
    public Stream? Output { get; }

    /// <summary>Starts a command.</summary>
    /// <exception cref="ChildStartException">There is no such command, or it cannot be run.</exception>
    public static ChildProcess Start(ChildStart start)
    {
        Guard.NotNull(start);
        Guard.InRange(start.Arguments.Count > 0, "a child needs a command");
        using ChildPipe? input = ChildPipe.For(start.Input, childReads: true);
        using ChildPipe? output = ChildPipe.For(start.Output, childReads: false);
        using NativeStrings arguments = new(start.Arguments);
        using NativeStrings environment = new((start.Environment ?? EnvironmentBlock.OfThisProcess()).Entries);
        long startTicks = Stopwatch.GetTimestamp();
        int id = Spawn(start, arguments, environment, input, output);
        return new(id, startTicks, input?.TakeParentEnd(), output?.TakeParentEnd());
    }

    /// <summary>Waits for the end; a second call gives the same answer.</summary>
    public ChildExit Wait()
    {
        if (_exit is { } known)
            return known;
        byte* information = stackalloc byte[ProcessCalls.OpaqueBytes];
        // First wait without reaping: until the lock is held, the id must not become somebody else's.
        Retry(() => ProcessCalls.waitid(
            ProcessCalls.P_PID, Id, information, ProcessCalls.WEXITED | ProcessCalls.WNOWAIT));
        TimeSpan wall = Stopwatch.GetElapsedTime(_startTicks);
        lock (_reaping)
        {
            int status = 0;
            ProcessCalls.RawUsage usage = default;
            Retry(() => ProcessCalls.wait4(Id, out status, 0, out usage));
            _exit = new(ExitStatus.FromWait(status), ChildUsage.From(usage, wall));
            return _exit.Value;
        }
    }

    /// <summary>Sends a signal, unless the child has ended. From any thread.</summary>
    public void Signal(int signal)
    {
        lock (_reaping)
            if (_exit is null)
                _ = ProcessCalls.kill(Id, signal);
    }

    /// <summary>Closes the pipes; a child that still runs is killed and waited for.</summary>
    public void Dispose()
    {
        Input?.Dispose();
        Output?.Dispose();
        if (_exit is not null)
            return;
        Signal(Signals.Kill);
        Wait();
    }

    private static int Spawn(
        ChildStart start, NativeStrings arguments, NativeStrings environment, ChildPipe? input, ChildPipe? output)
    {
        byte* attributes = stackalloc byte[ProcessCalls.OpaqueBytes];
        byte* actions = stackalloc byte[ProcessCalls.OpaqueBytes];
        byte* defaults = stackalloc byte[ProcessCalls.OpaqueBytes];
        Check(ProcessCalls.posix_spawnattr_init(attributes));
        Check(ProcessCalls.posix_spawn_file_actions_init(actions));
        try
        {
            // The .NET runtime ignores SIGPIPE, and exec passes on what is ignored: `… | head` would never end.
            Check(ProcessCalls.sigemptyset(defaults));
            Check(ProcessCalls.sigaddset(defaults, Signals.Pipe));
            Check(ProcessCalls.posix_spawnattr_setsigdefault(attributes, defaults));
            Check(ProcessCalls.posix_spawnattr_setflags(attributes, ProcessCalls.POSIX_SPAWN_SETSIGDEF));
            Redirect(actions, 0, start.Input, input);
            Redirect(actions, 1, start.Output, output);
            Redirect(actions, 2, start.Error, null);
            int error = ProcessCalls.posix_spawnp(
                out int id, arguments.First, actions, attributes, arguments.Pointer, environment.Pointer);
            return error == 0 ? id : throw new ChildStartException(start.Arguments[0], error);
        }
        finally
        {
            _ = ProcessCalls.posix_spawn_file_actions_destroy(actions);
            _ = ProcessCalls.posix_spawnattr_destroy(attributes);
        }
    }

    private static void Redirect(byte* actions, int descriptor, ChildStream stream, ChildPipe? pipe)
    {
        if (pipe is not null)
            Check(ProcessCalls.posix_spawn_file_actions_adddup2(actions, pipe.ChildDescriptor, descriptor));
        if (stream.Kind != ChildStream.Kinds.File)
            return;
        // The actions keep a copy of the path.
        using NativeStrings path = new([stream.Path!]);
        int flags = descriptor == 0 ? ProcessCalls.O_RDONLY : ProcessCalls.O_WRONLY | ProcessCalls.O_CREAT_TRUNC;
        Check(ProcessCalls.posix_spawn_file_actions_addopen(actions, descriptor, path.First, flags, OwnerOnly));
    }

    private static void Check(int error)
    {
        if (error != 0)
            throw new Win32Exception(error);
    }

    private static void Retry(Func<int> call)
    {
        while (call() < 0)
            if (Marshal.GetLastPInvokeError() is not ProcessCalls.EINTR and int error)
                throw new Win32Exception(error);
    }
}

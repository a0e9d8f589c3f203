using System.Text;
using System.Text.Json;
using Millpond.Lab.Launching;
using Millpond.Pages.Processes;

namespace Millpond.Lab.Comparing;

/// <summary>What a worker is asked first.</summary>
internal sealed record SnippetRequest(string Setup, IReadOnlyList<string> Statements);

/// <summary>What a worker is asked then.</summary>
internal sealed record BatchRequest(int Loops);

/// <summary>A worker is ready, or says why not.</summary>
internal sealed record WorkerState(string? Error, string? Python, string? NumPy, bool Enabled);

/// <summary>One timed batch of loops.</summary>
internal sealed record Batch(
    string? Error,
    double Seconds,
    double UserSeconds,
    double SystemSeconds,
    long MinorFaults,
    long MajorFaults,
    IReadOnlyList<double> PartSeconds,
    long PeakResidentBytes);

/// <summary>A Python process that has set up once and times batches on request. Belongs to one thread.</summary>
internal sealed class SnippetWorker : IDisposable
{
    private readonly string _name;
    private readonly ScratchFile _complaints = new();
    private readonly ChildProcess _child;
    private readonly StreamReader _answers;

    internal SnippetWorker(string name, string python, EnvironmentBlock environment, SnippetRequest request)
    {
        _name = name;
        _child = ChildProcess.Start(new()
        {
            Arguments = [python, "-c", Resources.Text("worker.py")],
            Environment = environment,
            Input = ChildStream.Pipe,
            Output = ChildStream.Pipe,
            Error = ChildStream.File(_complaints.Path),
        });
        _answers = new(_child.Output!, Encoding.UTF8);
        Send(JsonSerializer.Serialize(request, LabLines.Default.SnippetRequest));
    }

    /// <summary>Waits for the set-up to end.</summary>
    /// <exception cref="UserException">The set-up or the snippet is wrong.</exception>
    internal WorkerState WaitUntilReady()
    {
        WorkerState state = JsonSerializer.Deserialize(Answer(), LabLines.Default.WorkerState)!;
        return state.Error is null ? state : throw new UserException(OneLine(state.Error));
    }

    /// <summary>Times <paramref name="loops"/> loops.</summary>
    /// <exception cref="UserException">The snippet failed.</exception>
    internal Batch Run(int loops)
    {
        Send(JsonSerializer.Serialize(new(loops), LabLines.Default.BatchRequest));
        Batch batch = JsonSerializer.Deserialize(Answer(), LabLines.Default.Batch)!;
        return batch.Error is null ? batch : throw new UserException($"snippet: {OneLine(batch.Error)}");
    }

    /// <summary>Lets the worker end by itself, so that the plugin in it writes its report.</summary>
    internal void Finish()
    {
        _child.Input!.Dispose();
        _child.Wait();
    }

    public void Dispose()
    {
        _child.Dispose();
        _complaints.Dispose();
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private void Send(string line)
    {
        try
        {
            _child.Input!.Write(Encoding.UTF8.GetBytes(line + "\n"));
            _child.Input.Flush();
        }
        catch (IOException)
        {
            // The worker has ended; its silence is explained where the answer is read.
        }
    }

    private string Answer() => _answers.ReadLine() ?? throw new UserException(
        $"Python ended on side {_name} with {_child.Wait().Status}; its last words were:\n{_complaints.Tail()}",
        UserException.Failed);
}

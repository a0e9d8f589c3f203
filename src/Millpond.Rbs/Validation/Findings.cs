using Millpond.Rbs.Definitions;

namespace Millpond.Rbs.Validation;

/// <summary>Collects what is found, in order.</summary>
internal sealed class Findings
{
    public List<DefinitionError> Warnings { get; } = [];

    public List<DefinitionError> Errors { get; } = [];

    /// <summary>The first entry that has an error, or null.</summary>
    public object? FirstFailed { get; set; }

    /// <summary>Runs a check; what it throws is an error.</summary>
    public void Try(Action check)
    {
        try
        {
            check();
        }
        catch (DefinitionException exception)
        {
            Errors.Add(exception.Error);
        }
    }
}

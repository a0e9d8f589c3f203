using System.Text.Json.Serialization;
using Millpond.Lab.Comparing;
using Millpond.Lab.Doctor;
using Millpond.Lab.Heaps;
using Millpond.Lab.RbsLoads;
using Millpond.Lab.Reports;
using Millpond.Lab.Stories;

namespace Millpond.Lab;

/// <summary>What is written for other programs: indented, camelCase. Its keys are documented in docs/cli.md.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(CommandResult))]
[JsonSerializable(typeof(SnippetResult))]
[JsonSerializable(typeof(DoctorFindings))]
[JsonSerializable(typeof(LabResult))]
[JsonSerializable(typeof(ConformResult))]
[JsonSerializable(typeof(RbsLoadStoryResult))]
[JsonSerializable(typeof(HeapStoryResult))]
[JsonSerializable(typeof(Case[]))]
[JsonSerializable(typeof(string[]))]
public sealed partial class LabJson : JsonSerializerContext;

/// <summary>What fits on one line: the talk with a worker, and a run's report.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SnippetRequest))]
[JsonSerializable(typeof(BatchRequest))]
[JsonSerializable(typeof(WorkerState))]
[JsonSerializable(typeof(Batch))]
[JsonSerializable(typeof(RunSummary))]
internal sealed partial class LabLines : JsonSerializerContext;

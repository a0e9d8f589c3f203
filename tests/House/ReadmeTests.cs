using Millpond.House.Tests.Rules;
using Millpond.House.Tests.Tree;

namespace Millpond.House.Tests;

/// <summary>What the README tells its reader to type works.</summary>
public sealed class ReadmeTests
{
    // A first launch builds for two minutes; a measurement may take several.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    // Debian's own tools come first: it is for them that the README is written.
    private static readonly Dictionary<string, string?> s_environment = new()
    {
        ["PATH"] = $"/usr/bin:/bin:{Environment.GetEnvironmentVariable("PATH")}",
    };

    [Fact]
    public async Task The_commands_of_the_README_succeed_one_after_another()
    {
        SourceFile readme = new("README.md", await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "README.md"), TestContext.Current.CancellationToken));
        List<Finding> failures = [];
        DirectoryInfo folder = Directory.CreateTempSubdirectory("millpond-readme-");
        try
        {
            LookLikeTheClone(folder);
            foreach ((int line, string command) in ConsoleExamples.In(readme))
            {
                CommandResult result =
                    await Repository.RunAsync("/bin/bash", ["-c", command], s_environment, s_patience, folder.FullName);
                if (result.ExitCode != 0)
                    failures.Add(new(readme.Path, line, $"'{command}' ends with {result.ExitCode}: {result.Error}"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    /// <summary>./millpond and all else is where the reader sees it; what a command writes stays here.</summary>
    private static void LookLikeTheClone(DirectoryInfo folder)
    {
        foreach (FileSystemInfo entry in new DirectoryInfo(Repository.Root).EnumerateFileSystemInfos())
            if (!entry.Name.StartsWith('.') && entry.Name is not ("artifacts" or "lab"))
                File.CreateSymbolicLink(Path.Combine(folder.FullName, entry.Name), entry.FullName);
    }
}

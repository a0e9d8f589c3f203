using Millpond.Lab;

namespace Millpond.Cli.Verbs;

/// <summary>The folder that --out names.</summary>
internal static class OutputFolder
{
    /// <summary>Before minutes of measuring, not after.</summary>
    internal static void ExpectWritable(string folder)
    {
        try
        {
            string trial = Path.Combine(Directory.CreateDirectory(folder).FullName, Path.GetRandomFileName());
            File.WriteAllBytes(trial, []);
            File.Delete(trial);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"--out {folder}: {error.Message}; give a folder that can be written");
        }
    }
}

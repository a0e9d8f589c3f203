namespace Millpond.Lab.Launching;

/// <summary>Where this command finds what it brings along: beside its executable, or under MILLPOND_HOME.</summary>
/// <param name="Home">The folder that holds <c>python</c> and <c>python-autoload</c>.</param>
public sealed record Installation(string Home)
{
    /// <summary>What goes on PYTHONPATH: it holds the package <c>millpond</c> and its library.</summary>
    public string PythonFolder => Path.Combine(Home, "python");

    /// <summary>Goes before it: a sitecustomize that turns the plugin on when NumPy is imported.</summary>
    public string AutoloadFolder => Path.Combine(Home, "python-autoload");

    /// <summary>True when the Python package is there.</summary>
    public bool HasPlugin => File.Exists(Path.Combine(PythonFolder, "millpond", "__init__.py"));

    /// <summary>The installation of the running command.</summary>
    public static Installation OfThisCommand()
    {
        string? home = Environment.GetEnvironmentVariable("MILLPOND_HOME");
        return new(string.IsNullOrEmpty(home) ? AppContext.BaseDirectory.TrimEnd('/') : Path.GetFullPath(home));
    }

    /// <summary>This installation, if it has the plugin.</summary>
    /// <exception cref="UserException">The plugin has not been built.</exception>
    public Installation WithPlugin() => HasPlugin
        ? this
        : throw new UserException(
            $"the NumPy plugin is not in {PythonFolder}: build it with the ./millpond launcher, or set MILLPOND_HOME",
            UserException.Failed);
}

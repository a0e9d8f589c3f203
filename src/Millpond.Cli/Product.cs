using System.Reflection;

namespace Millpond.Cli;

internal static class Product
{
    internal static string Version { get; } =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}

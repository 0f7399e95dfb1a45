using System.Reflection;

namespace Loyalty.Browser.Tests;

/// <summary>Paths that the build writes into this assembly.</summary>
internal static class BuildPaths
{
    /// <summary>The built server.</summary>
    public static readonly string Server = Read("Server");

    /// <summary>The folder that screenshots are written to.</summary>
    public static readonly string Screenshots = Read("Screenshots");

    private static string Read(string name) =>
        typeof(BuildPaths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key.Equals(name, StringComparison.Ordinal)).Value!;
}

using System.Runtime.CompilerServices;

namespace ActorMesh.Tests.Fast.Tidy;

/// <summary>The product's own sources, as they lie in the repository.</summary>
internal static class SourceTree
{
    private static readonly string[] Projects = ["Runtime", "Hocon", "DataPlane", "ControlPlane", "Lab", "Cli"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every hand-written C# file of the product, relative to the root.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Projects.SelectMany(project => Directory.EnumerateFiles(Path.Combine(Root, project), "*.cs", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    private static string FindRoot([CallerFilePath] string here = "")
    {
        // The sources are where they were compiled, or above the test's binaries.
        foreach (var start in (ReadOnlySpan<string?>)[Path.GetDirectoryName(here), AppContext.BaseDirectory])
        {
            for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
                if (File.Exists(Path.Combine(folder, "ActorMesh.sln"))) return folder;
        }

        throw new InvalidOperationException("ActorMesh.sln is not above the tests.");
    }
}

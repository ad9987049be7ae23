using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Planning;

/// <summary>Compares what was found in two meshes.</summary>
internal static class FindingDiff
{
    /// <returns>Those of <paramref name="left"/> that <paramref name="right"/> does not have. Where in the text something is found does not matter.</returns>
    public static IReadOnlyList<Diagnostic> Only(IEnumerable<Diagnostic> left, IEnumerable<Diagnostic> right)
    {
        var known = right.Select(Key).ToHashSet();
        return [.. left.Where(finding => !known.Contains(Key(finding)))];
    }

    private static (string?, string) Key(Diagnostic finding) => (finding.Code, finding.Path);
}

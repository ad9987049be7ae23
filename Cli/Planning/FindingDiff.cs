using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Planning;

/// <summary>Compares what was found in two meshes.</summary>
internal static class FindingDiff
{
    /// <returns>
    /// Those of <paramref name="left"/> that <paramref name="right"/> does not have: neither at the same place nor in the same words. Where in the
    /// text something is found does not matter.
    /// </returns>
    public static IReadOnlyList<Diagnostic> Only(IEnumerable<Diagnostic> left, IEnumerable<Diagnostic> right)
    {
        var known = right.SelectMany(Keys).ToHashSet();
        return [.. left.Where(finding => !Keys(finding).Any(known.Contains))];
    }

    private static IEnumerable<(string? Code, string Key)> Keys(Diagnostic finding) => [(finding.Code, finding.Path), (finding.Code, finding.Message)];
}

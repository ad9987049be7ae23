namespace ActorMesh.Hocon.Reading;

/// <summary>The order in which a person reads.</summary>
public static class DiagnosticOrder
{
    /// <param name="files">The file that was asked about, and those that it includes; what is of none of them comes last.</param>
    public static IEnumerable<Diagnostic> ByPlace(this IEnumerable<Diagnostic> diagnostics, IReadOnlyList<SourceFile> files)
    {
        var ranks = files.Index().DistinctBy(file => file.Item.Name).ToDictionary(file => file.Item.Name, file => file.Index, StringComparer.Ordinal);
        return diagnostics
            .OrderBy(diagnostic => ranks.GetValueOrDefault(diagnostic.File, files.Count))
            .ThenBy(diagnostic => diagnostic.Position.Line)
            .ThenBy(diagnostic => diagnostic.Position.Column);
    }
}

using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Importing;

/// <summary>What came of files of another format.</summary>
/// <param name="Text">A mesh file; null when nothing could be read.</param>
/// <param name="Diagnostics">What did not carry over, or not quite, by file and in its order.</param>
public sealed record ImportReading(string? Text, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}

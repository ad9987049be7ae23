using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary>What a mesh file was read as.</summary>
/// <param name="Draft">
/// As far as it could be read: a value that is wrong is as if it were not written. Findings about the whole can be had from it even when
/// there are errors, so that all come at once. Null when nothing sensible was left.
/// </param>
/// <param name="Diagnostics">Of the text and its types, in the order of the file; findings about the mesh as a whole are not among them.</param>
/// <param name="Files">The file, and those that it includes.</param>
public sealed record MeshReading(ServiceMesh? Draft, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<SourceFile> Files)
{
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>Null when there are errors: only a mesh without any may run.</summary>
    public ServiceMesh? Mesh => HasErrors ? null : Draft;
}

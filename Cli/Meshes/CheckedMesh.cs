using ActorMesh.Hocon.Findings;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Meshes;

/// <summary>A mesh file that was read and looked through.</summary>
/// <param name="Findings">Of the text, its types and the mesh as a whole. The worst first, those alike in the order of the file.</param>
/// <param name="Sources">What it drew on.</param>
internal sealed record CheckedMesh(SourceFile File, ConfigSources Sources, MeshReading Reading, IReadOnlyList<Diagnostic> Findings)
{
    /// <param name="path">As the user named it; <c>-</c> is <paramref name="input"/>.</param>
    /// <exception cref="IOException">The file cannot be read, or one that it includes.</exception>
    public static CheckedMesh Read(string path, Func<Stream> input) => Of(MeshText.Read(path, input), MeshSources.OfThisMachine);

    public static CheckedMesh Of(SourceFile file, ConfigSources sources)
    {
        var reading = MeshReader.Read(file, sources);
        var ofMesh = reading.Draft is { } draft ? MeshFindings.Of(draft) : [];
        return new CheckedMesh(file, sources, reading, [.. reading.Diagnostics.Concat(ofMesh).ByPlace(reading.Files).OrderByDescending(finding => finding.Severity)]);
    }

    /// <summary>As far as it could be read; null when nothing sensible was left.</summary>
    public ServiceMesh? Draft => Reading.Draft;

    public int Errors => Findings.Count(finding => finding.Severity == DiagnosticSeverity.Error);

    /// <summary>Null when there are errors.</summary>
    public ServiceMesh? Mesh => Errors == 0 ? Draft : null;

    /// <summary>What concerns <paramref name="path"/> or something below it.</summary>
    public IEnumerable<Diagnostic> FindingsAt(string path) => Findings.Where(finding => MeshPath.IsWithin(finding.Path, path));
}

using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Findings;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Documents;

/// <summary>A mesh document that was read and looked through. It draws on what it carries, never on this machine. Immutable.</summary>
/// <param name="draft">As far as it could be read; null when nothing sensible was left.</param>
public sealed class CheckedDocument(ServiceMesh? draft, IReadOnlyList<Diagnostic> findings)
{
    private const string NotCompiledCode = "AM0106";
    private const string NoFilesCode = "AM0112";

    /// <summary>Of the text, its types, the mesh as a whole, and of each service compiled. The worst first, those alike in the order of the file.</summary>
    public IReadOnlyList<Diagnostic> Findings => findings;

    /// <summary>Null when there are errors: then it must not run.</summary>
    public ServiceMesh? Mesh { get; } = findings.Any(finding => finding.Severity == DiagnosticSeverity.Error) ? null : draft;

    /// <summary><see cref="Findings"/> as they go over the wire.</summary>
    public IReadOnlyList<Problem> Problems { get; } = [.. findings.Select(DocumentProblem.Of)];

    /// <exception cref="MeshDocumentException">It cannot be unpacked.</exception>
    public static CheckedDocument Of(MeshDocument document) => Of(MeshDocuments.Unpack(document));

    public static CheckedDocument Of(MeshSources sources)
    {
        if (sources.Files.Count == 0) return new CheckedDocument(null, [Nothing]);
        var root = new SourceFile(sources.Files[0].Name, sources.Files[0].Text);
        var reading = MeshReader.Read(root, DocumentSources.Of(sources));
        var ofMesh = reading.Draft is { } draft ? MeshFindings.Of(draft) : [];
        IReadOnlyList<Diagnostic> found = [.. reading.Diagnostics.Concat(ofMesh)];
        if (reading.Draft is { } whole && found.All(finding => finding.Severity != DiagnosticSeverity.Error)) found = [.. found, .. NotCompiled(whole)];
        return new CheckedDocument(reading.Draft, [.. found.ByPlace(reading.Files).OrderByDescending(finding => finding.Severity)]);
    }

    private static Diagnostic Nothing => new(
        DiagnosticSeverity.Error, "", SourcePosition.Start, Path: "", "the document has no file", "send the mesh file first, then what it includes", NoFilesCode);

    private static IEnumerable<Diagnostic> NotCompiled(ServiceMesh mesh)
    {
        var placement = Placement.AsWritten(mesh);
        foreach (var service in mesh.Services)
        {
            if (Refusal(mesh, service, placement) is { } refusal)
                yield return Diagnostic.At(service.Span, DiagnosticSeverity.Error, NotCompiledCode, service.Path, refusal);
        }
    }

    private static string? Refusal(ServiceMesh mesh, Service service, Placement placement)
    {
        try
        {
            MeshCompiler.Compile(mesh, service, placement);
            return null;
        }
        catch (PlacementException e)
        {
            return e.Message;
        }
    }
}

using ActorMesh.Hocon.Findings;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Tests.Fast.Hocon.Findings;

/// <summary>All that is said about a text: of its words and of the mesh that it makes.</summary>
internal static class Linted
{
    /// <summary>They are said of nearly every mesh until the data plane runs more.</summary>
    private static readonly string[] NotRunYet = ["AM0910"];

    public static IReadOnlyList<Diagnostic> All(string text)
    {
        var reading = MeshReader.Read(new SourceFile("mesh.conf", text));
        return [.. reading.Diagnostics, .. reading.Draft is { } mesh ? MeshFindings.Of(mesh) : []];
    }

    /// <summary>Without what is said of nearly every mesh, unless asked for.</summary>
    public static IReadOnlyList<Diagnostic> Own(string text, string? wanted = null) =>
        [.. All(text).Where(finding => finding.Code == wanted || !NotRunYet.Contains(finding.Code, StringComparer.Ordinal))];

    public static string Lines(IEnumerable<Diagnostic> findings) => string.Join('\n', findings.Select(finding => finding.ToString()));

    /// <summary>What is said with this code.</summary>
    public static string Lines(string text, string code) => Lines(All(text).Where(finding => finding.Code == code));
}

using System.Text.Json.Serialization;

namespace ActorMesh.Cli.Control.Shapes;

/// <summary>What <c>POST /v1/roots/import</c> takes.</summary>
/// <param name="Certificates">PEM: who signs first, its root last.</param>
/// <param name="Key">PEM: of who signs.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ImportRootRequest(string? Certificates, string? Key, string? Author = null)
{
    /// <summary>Says nothing of the key.</summary>
    public override string ToString() => nameof(ImportRootRequest);
}

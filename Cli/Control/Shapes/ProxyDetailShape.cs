using System.Text.Json.Nodes;

namespace ActorMesh.Cli.Control.Shapes;

/// <summary>A proxy, and what it should run.</summary>
/// <param name="Resources">What it should run, resource by resource.</param>
internal sealed record ProxyDetailShape(string ApiVersion, string Kind, ProxyShape Proxy, IReadOnlyList<ProxyDetailShape.ResourceShape> Resources)
{
    /// <param name="Type"><c>CDS</c>, <c>EDS</c>, <c>LDS</c> or <c>RDS</c>.</param>
    /// <param name="Version">Equal for equal content.</param>
    internal sealed record ResourceShape(string Type, string Name, string Version, JsonNode? Resource);
}

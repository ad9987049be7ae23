using System.Text.Json.Nodes;

namespace ActorMesh.Cli.Admin;

/// <summary>What <c>/config_dump</c> answers: the resources in force.</summary>
internal sealed record ConfigDumpShape(IReadOnlyList<ConfigDumpShape.ResourceShape> Configs)
{
    /// <param name="Type">Full name of its message.</param>
    /// <param name="Version">The update since which all of the configuration is in force.</param>
    /// <param name="Source">Where it is configured, as <c>file:line:column</c>.</param>
    internal sealed record ResourceShape(string Type, string Name, int Version, string? Source, JsonNode? Resource);
}

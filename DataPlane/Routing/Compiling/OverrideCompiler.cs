using ActorMesh.DataPlane.Routing.Retrying;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Core;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Compiles what requests of a route may say of how they are treated (<see cref="MeshMetadata.Overrides"/>).</summary>
internal static class OverrideCompiler
{
    /// <param name="metadata">Of the route.</param>
    /// <param name="respectsDeadlines">Of the listener, where the route does not say.</param>
    /// <param name="path">Where the action stands.</param>
    public static OverrideRules Compile(Metadata? metadata, bool respectsDeadlines, ResourcePath path)
    {
        if (MetadataFields.Of(metadata, MeshMetadata.Overrides) is not { } fields) return new OverrideRules(OverrideRule.Anybody, respectsDeadlines);
        return path.Read(() => new OverrideRules(
            fields.Word("headers", "off", "tighten", "any") switch
            {
                "off" => OverrideRule.Nobody,
                "tighten" => OverrideRule.Tighten,
                _ => OverrideRule.Anybody,
            },
            fields.Truth("respect-deadline") ?? respectsDeadlines));
    }
}

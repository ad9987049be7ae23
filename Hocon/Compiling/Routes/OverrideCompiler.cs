using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Compiling.Routes;

/// <summary>Compiles what the headers of a request may change. Envoy believes them all, so it is metadata.</summary>
internal static class OverrideCompiler
{
    private const string Nothing = "off";

    /// <param name="trusted">False where a sidecar or a client says it, and not the application itself.</param>
    public static void Apply(Metadata metadata, TimeoutPolicy timeout, bool trusted) => metadata.Add(
        MeshMetadata.Overrides,
        ("headers", Value.ForString(trusted ? timeout.FromHeaders.Value : Nothing)),
        ("respect-deadline", Value.ForBool(timeout.PropagateDeadline.Value)));
}

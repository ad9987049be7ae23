using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>Whether what stands in a file can be run while the rest is still to come.</summary>
public static class DiscoveryCheck
{
    /// <exception cref="ResourceException">A resource cannot be run; the message says which and why.</exception>
    public static void Compile(DiscoverySettings settings, Bootstrap statics)
    {
        var state = new DiscoveryState(settings, statics, new Instant(0));
        state.Expire(Instant.Never);
        Snapshot.Compile(state.Assemble(Instant.Never));
    }
}

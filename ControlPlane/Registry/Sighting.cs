using Standing = ActorMesh.Runtime.Contracts.Cluster.RegisteredProxy.Types.Standing;

namespace ActorMesh.ControlPlane.Registry;

/// <summary>What one control node knows of a proxy that registered.</summary>
/// <param name="Since">Live or lost: since when it was connected there. Gone: when it left. By the clock of that node, in milliseconds since 1970.</param>
internal sealed record Sighting(Registration Registration, Standing Standing, long Since)
{
    public ProxyKey Proxy => Registration.Key;
}

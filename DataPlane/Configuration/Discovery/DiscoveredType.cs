namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>What a control plane can be asked for, in the order in which it is: what is pointed at comes before what points at it.</summary>
public enum DiscoveredType
{
    Cluster,
    Endpoints,
    Listener,
    Routes,

    /// <summary>Certificates and roots. They are part of no configuration: handshakes look them up.</summary>
    Secret,
}

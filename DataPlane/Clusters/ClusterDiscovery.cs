namespace ActorMesh.DataPlane.Clusters;

/// <summary>Where the endpoints of a cluster come from (envoy.config.cluster.v3.Cluster.DiscoveryType).</summary>
public enum ClusterDiscovery : byte
{
    /// <summary>Addresses stand in the configuration.</summary>
    Static,
    /// <summary>Every address that a name resolves to is an endpoint.</summary>
    StrictDns,
    /// <summary>A name is one endpoint; new connections go to the first address it has at the time.</summary>
    LogicalDns,
}

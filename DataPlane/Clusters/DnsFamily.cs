namespace ActorMesh.DataPlane.Clusters;

/// <summary>Which addresses of a name are used (Cluster.DnsLookupFamily).</summary>
public enum DnsFamily : byte
{
    /// <summary>IPv6 where there is any, else IPv4. Envoy's default.</summary>
    Auto,
    V4Only,
    V6Only,
    /// <summary>IPv4 where there is any, else IPv6.</summary>
    V4Preferred,
    /// <summary>Both.</summary>
    All,
}

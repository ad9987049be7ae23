namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>Which ports are left out of Host (HttpConnectionManager.strip_matching_host_port, strip_any_host_port).</summary>
public enum HostPortStripping : byte
{
    None,
    /// <summary>The port that the client connected to.</summary>
    Matching,
    Any,
}

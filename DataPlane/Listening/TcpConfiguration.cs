namespace ActorMesh.DataPlane.Listening;

/// <summary>Everything that an L4 listener is configured with (envoy's TcpProxy). Immutable.</summary>
/// <param name="Clusters">Where connections go, with weights; the choice is made once per connection.</param>
/// <param name="IdleTimeout">Default 1 h; infinite for never.</param>
/// <param name="DurationMax">Infinite by default.</param>
/// <param name="ConnectAttempts">Tries in all. Default 1.</param>
/// <param name="HashSourceAddress">Whether balancing by hash uses the client's address.</param>
public sealed record TcpConfiguration(
    string StatPrefix, IReadOnlyList<(string Cluster, uint Weight)> Clusters, TimeSpan IdleTimeout, TimeSpan DurationMax, int ConnectAttempts, bool HashSourceAddress);

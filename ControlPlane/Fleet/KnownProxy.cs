namespace ActorMesh.ControlPlane.Fleet;

/// <summary>A proxy that is connected to this node, or was not long ago. Immutable.</summary>
/// <param name="Stream">Who told of it last.</param>
/// <param name="LostAt">When its stream ended; null while it is connected.</param>
public sealed record KnownProxy(ProxyState State, object Stream, ProxyProgress Progress, DateTimeOffset? LostAt)
{
    /// <summary>It said that it leaves.</summary>
    public bool HasLeft { get; init; }

    /// <summary>Connections that it let in without mutual TLS, and when it last told of one.</summary>
    public (long Count, DateTimeOffset At) Plain { get; init; }
}

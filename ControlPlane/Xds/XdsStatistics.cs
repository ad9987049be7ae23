namespace ActorMesh.ControlPlane.Xds;

/// <summary>What this node's xDS server did since its start.</summary>
/// <param name="Streams">Open now.</param>
/// <param name="Opened">Streams ever accepted.</param>
/// <param name="TurnedAway">Streams not accepted, because too many came at once or there are too many.</param>
/// <param name="Ended">Streams that the server ended, for what the client did or did not do.</param>
/// <param name="Types">By type URL.</param>
/// <param name="PushP50">From the moment an answer is sent until the client accepts it: the median.</param>
/// <param name="PushP99">99 of 100 are accepted within this time.</param>
/// <param name="ForeignSecrets">Secrets that clients asked for and that are not handed out.</param>
public sealed record XdsStatistics(
    int Streams, long Opened, long TurnedAway, long Ended, IReadOnlyDictionary<string, TypeCounts> Types, TimeSpan PushP50, TimeSpan PushP99,
    long ForeignSecrets);

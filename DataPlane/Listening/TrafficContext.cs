using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Resilience.Limiting;
using ActorMesh.DataPlane.Routing.Retrying;
using ActorMesh.DataPlane.Routing.Tokens;
using ActorMesh.DataPlane.Security;
using ActorMesh.DataPlane.Telemetry;
using ActorMesh.Runtime.Time;
using Akka.Streams;

namespace ActorMesh.DataPlane.Listening;

/// <summary>What all listeners of a data plane share.</summary>
/// <param name="Clients">Client connections beyond this many are closed at once.</param>
public sealed record TrafficContext(
    TimeProvider Clock, TimerWheel Wheel, ClusterDirectory Clusters, FailureRing Failures, IMaterializer Materializer, ClientLimit Clients, ulong Seed)
{
    /// <summary>Requests that were given up on one listener, for the others to know.</summary>
    public GivenUpRequests GivenUp { get; } = new(Clock);

    /// <summary>Tokens of limits of the whole mesh.</summary>
    public LeasedBuckets Leases { get; } = new(Clock);

    /// <summary>Keys that tokens are signed by.</summary>
    public KeySets Keys { get; } = new();

    /// <summary>Certificates and roots.</summary>
    public SecretStore Secrets { get; init; } = new(Clock);

    /// <summary>How long the connections of a listener that was removed may take to end. Default 30 s.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(30);
}

using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Telemetry;
using ActorMesh.Runtime.Time;
using Akka.Streams;

namespace ActorMesh.DataPlane.Listening;

/// <summary>What all listeners of a data plane share.</summary>
/// <param name="ConnectionsMax">Client connections that one listener holds at most; more are closed at once. Half of the file descriptors, 10,000 at most.</param>
public sealed record TrafficContext(
    TimeProvider Clock, TimerWheel Wheel, ClusterDirectory Clusters, FailureRing Failures, IMaterializer Materializer, int ConnectionsMax, ulong Seed);

using ActorMesh.Runtime.Membership;
using Akka.Configuration;

namespace ActorMesh.Tests.Fast.ControlPlane;

/// <summary>What members of clusters of tests run with.</summary>
internal static class QuickCluster
{
    /// <summary>
    /// Fast, and yet nobody who lives is given up: nodes share one process with the tests beside them. With 2 s of patience, a pool without threads made
    /// both survivors of a crash give each other up.
    /// </summary>
    public static MemberTimings Timings { get; } = new(
        HeartbeatEvery: TimeSpan.FromMilliseconds(100), PauseMax: TimeSpan.FromSeconds(6), StableAfter: TimeSpan.FromMilliseconds(500), GossipEvery: TimeSpan.FromMilliseconds(100));

    /// <summary>A system that is terminated has crashed: its actors are gone and nobody was told.</summary>
    public static Config Abrupt { get; } = ConfigurationFactory.ParseString("akka.coordinated-shutdown.run-by-actor-system-terminate = off");
}

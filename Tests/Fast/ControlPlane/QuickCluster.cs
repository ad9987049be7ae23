using ActorMesh.Runtime.Membership;

namespace ActorMesh.Tests.Fast.ControlPlane;

/// <summary>How clusters of tests notice and act.</summary>
internal static class QuickCluster
{
    /// <summary>
    /// Fast, and yet nobody who lives is given up: nodes share one process with the tests beside them. With 2 s of patience, a pool without threads made
    /// both survivors of a crash give each other up.
    /// </summary>
    public static MemberTimings Timings { get; } = new(
        HeartbeatEvery: TimeSpan.FromMilliseconds(100), PauseMax: TimeSpan.FromSeconds(6), StableAfter: TimeSpan.FromMilliseconds(500), GossipEvery: TimeSpan.FromMilliseconds(100));
}

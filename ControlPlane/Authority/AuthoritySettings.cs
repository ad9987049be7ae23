using Akka.Actor;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>What the authority of a node runs with.</summary>
/// <param name="Node">This node, as host:port: it signs what it leads.</param>
/// <param name="Clock">Of what people are shown.</param>
public sealed record AuthoritySettings(string Node, TimeProvider Clock)
{
    /// <summary>
    /// Makes its child that tells the other nodes. The child is told a <see cref="Runtime.Contracts.Cluster.PublishedMesh"/> when this node
    /// begins to lead and after each change, and may ask the authority, which it is given, for whatever is asked of it.
    /// </summary>
    public Func<IActorRef, Props>? Publisher { get; init; }

    /// <summary>See <see cref="JournalSettings.Watch"/>.</summary>
    public Func<string?> JournalProblem { get; init; } = static () => null;

    /// <summary>Workloads prove who they are, and so must not be called otherwise by an oversight.</summary>
    public bool HasIdentities { get; init; }

    public AuthorityTimings Timings { get; init; } = AuthorityTimings.Default;
}

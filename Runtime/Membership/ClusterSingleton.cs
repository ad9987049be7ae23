using Akka.Actor;
using Akka.Cluster.Tools.Singleton;

namespace ActorMesh.Runtime.Membership;

/// <summary>An actor of which there is one in the cluster: on the oldest member with a role.</summary>
public static class ClusterSingleton
{
    /// <summary>Takes part in hosting it. Members without the role must not.</summary>
    /// <param name="name">The same everywhere.</param>
    public static IActorRef Host(ActorSystem system, string name, Props props, string role) =>
        system.ActorOf(ClusterSingletonManager.Props(props, PoisonPill.Instance, ClusterSingletonManagerSettings.Create(system).WithRole(role)), name);

    /// <summary>
    /// Reaches it from any member, wherever it is. Keeps up to 1,000 messages while it moves, and drops the oldest beyond: whoever asks needs a
    /// time limit of their own.
    /// </summary>
    public static IActorRef Proxy(ActorSystem system, string name, string role) =>
        system.ActorOf(ClusterSingletonProxy.Props($"/user/{name}", ClusterSingletonProxySettings.Create(system).WithRole(role)), $"{name}-proxy");
}

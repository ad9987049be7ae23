using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters;

/// <summary>A cluster's actor as child of the test, with a name service at hand.</summary>
public abstract class ClusterActorTest : ActorTest
{
    internal ManualNames Names { get; } = new();

    internal static ClusterSettings Settings(ClusterDiscovery discovery, params ClusterSource[] sources) => new()
    {
        Name = "orders",
        Discovery = discovery,
        Sources = sources,
        Balancing = new BalancingSettings(),
        DnsRefresh = TimeSpan.FromSeconds(60),
        DnsFailureRefresh = TimeSpan.FromSeconds(2),
    };

    internal static ClusterSource Source(string host, int port = 80) =>
        new(host, port, Weight: 1, Priority: 0, Locality.Unknown, EndpointHealth.Healthy, Hostname: "", HashKey: null);

    internal (UpstreamCluster Cluster, IActorRef Actor) Start(ClusterSettings settings)
    {
        var cluster = new UpstreamCluster(settings, Clock);
        var props = ClusterActor.Props(cluster, Clock, seed: 1, Names.Resolve);
        var parent = Sys.ActorOf(Props.Create(() => new Parent(props, TestActor)));
        Settle(parent);
        var actor = Child(parent, "cluster");
        Settle(actor);
        return (cluster, actor);
    }

    /// <summary>Finds a child by its name.</summary>
    internal IActorRef Child(IActorRef parent, string name)
    {
        var probe = CreateTestProbe();
        Sys.ActorSelection(parent.Path / name).Tell(new Identify(null), probe);
        return probe.ExpectMsg<ActorIdentity>().Subject;
    }

    internal void Reconfigure(IActorRef actor, ClusterSettings settings)
    {
        actor.Tell(new ClusterActor.Message.Reconfigure(settings));
        Settle(actor);
    }

    internal void Answer(IActorRef actor, string host, params string[] addresses)
    {
        Names.Answer(host, addresses);
        Settle(actor);
    }

    internal void Fail(IActorRef actor, string host)
    {
        Names.Fail(host);
        Settle(actor);
    }

    /// <summary>Lets time pass up to just before a question would be asked, then over that moment.</summary>
    /// <returns>Questions that were asked too early, and those that were asked in time.</returns>
    internal (int Early, int InTime) QuestionsAfter(TimeSpan span, IActorRef actor)
    {
        var moment = TimeSpan.FromMilliseconds(1);
        var asked = Names.Asked;
        Advance(span - moment);
        Settle(actor);
        var early = Names.Asked - asked;
        Advance(moment);
        Settle(actor);
        return (early, Names.Asked - asked - early);
    }

    internal static string[] Endpoints(UpstreamCluster cluster) => [.. cluster.View!.Members.Select(member => member.Cell.Name)];

    /// <summary>Starts the cluster and passes on to the test what it says.</summary>
    private sealed class Parent(Props cluster, IActorRef test) : UntypedActor
    {
        protected override void PreStart() => Context.ActorOf(cluster, "cluster");

        protected override void OnReceive(object message) => test.Forward(message);
    }
}

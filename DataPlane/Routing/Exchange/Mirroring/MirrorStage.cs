using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.Runtime.Time;
using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace ActorMesh.DataPlane.Routing.Exchange.Mirroring;

/// <summary>Sends one copied request to a cluster and drops the answer. Nothing that happens here reaches the client.</summary>
internal sealed class MirrorStage(MirrorCopy copy, UpstreamCluster cluster, ulong random, TimeSpan limit, TimeProvider clock, TimerWheel wheel)
    : GraphStage<SourceShape<NotUsed>>
{
    private readonly Outlet<NotUsed> _end = new("Mirror.end");

    public override SourceShape<NotUsed> Shape => field ??= new(_end);

    internal MirrorCopy Copy => copy;

    internal UpstreamCluster Cluster => cluster;

    internal PickContext Pick => new(new FastRandom(random), random);

    public static void Run(
        IMaterializer materializer, MirrorCopy copy, UpstreamCluster cluster, ulong random, TimeSpan limit, TimeProvider clock, TimerWheel wheel) =>
        Source.FromGraph(new MirrorStage(copy, cluster, random, limit, clock, wheel)).To(Sink.Ignore<NotUsed>()).Run(materializer);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new MirrorLogic(this, _end, clock.Now + limit, wheel);
}

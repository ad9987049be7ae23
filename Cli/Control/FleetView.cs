using ActorMesh.Cli.Control.Api;
using ActorMesh.ControlPlane.Fleet;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Membership;
using Akka.Actor;

namespace ActorMesh.Cli.Control;

/// <summary>All proxies that any control node knows of, and how far each is with what it should run.</summary>
internal sealed class FleetView(ActorSystem actors, ResourceFeed feed, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<FleetReading> Read()
    {
        var report = await FleetGathering.Ask(actors, MemberRole.Control, service: "", Patience, clock);
        return new FleetReading(
            [.. report.Proxies.Select(known => ProxyStanding.Of(known.Node, known.Proxy, Wanted(known.Proxy)))],
            [.. report.Silent.Select(node => $"the proxies of control node {node.Node} are not shown: {node.Problem}")]);
    }

    private long Wanted(FleetProxy proxy) => feed.Current.VersionOf(new ProxyIdentity(proxy.Id, proxy.Service) { IsProxyless = proxy.IsProxyless });
}

using System.Net;
using ActorMesh.Cli.Control.Api;
using ActorMesh.Cli.Control.Settings;
using ActorMesh.Cli.Terminals;
using ActorMesh.ControlPlane.Xds;
using ActorMesh.Runtime.Membership;

namespace ActorMesh.Cli.Control;

/// <summary>A control node, up: a member of the cluster that may lead, and two ports.</summary>
internal sealed class ControlHost : IAsyncDisposable
{
    /// <summary>Streams that have not ended by then are cut.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(8);

    private readonly ControlActors _actors;
    private readonly ControlServer _server;

    private ControlHost(ControlActors actors, ControlServer server, ControlContext context) => (_actors, _server, Context) = (actors, server, context);

    public MemberAddress Cluster => _actors.System.Address;

    public IPEndPoint Xds => _server.Xds;

    public IPEndPoint Api => _server.Api;

    public ControlContext Context { get; }

    /// <summary>Ends when the node has left the cluster, or the cluster has given it up.</summary>
    public Task Ended => _actors.System.Ended;

    /// <summary>After <see cref="Ended"/>: the cluster has given this node up.</summary>
    public bool IsDowned => _actors.System.ExitCode != 0;

    /// <exception cref="MemberException">The settings make no sound node, or the cluster's port is taken.</exception>
    /// <exception cref="IOException">An address or the state folder cannot be had.</exception>
    public static async Task<ControlHost> Start(ControlOptions options, Talk talk, TimeProvider clock)
    {
        StateFolder.Make(options.State);
        var actors = ControlActors.Start(options, talk, clock);
        try
        {
            var discovery = new Discovery(actors, new XdsSettings(options.Name), clock);
            var context = Look(actors, discovery, options, talk, clock);
            var api = new ControlApi(context, new ControlGate(IPAddress.IsLoopback(options.Api.Address)));
            var server = await ControlServer.Start(options.Xds, options.Api, discovery, api, clock);
            ClusterMember.EndWith(actors.System.Actors, () => server.Stop(StopLimit));
            return new ControlHost(actors, server, context);
        }
        catch
        {
            await actors.System.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes nothing new, lets what is under way end, hands over what it leads, and leaves the cluster.</summary>
    public Task Stop() => _actors.System.Stop();

    public async ValueTask DisposeAsync()
    {
        await _actors.System.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static ControlContext Look(ControlActors actors, Discovery discovery, ControlOptions options, Talk talk, TimeProvider clock)
    {
        var system = actors.System.Actors;
        return new ControlContext(
            options.Name,
            new AuthorityClient(actors.System.Authority, AuthorityClient.Patience),
            () => MemberView.Of(system),
            new FleetView(system, actors.Feed, clock).Read,
            actors.Feed,
            () => actors.Served,
            () => actors.Registry,
            () => actors.Proxies.Current.Report,
            actors.Forget,
            () => actors.Distribution.Current,
            ControlActors.Place(options),
            () => ControlMetrics.Text(actors, discovery, clock),
            talk,
            clock);
    }
}

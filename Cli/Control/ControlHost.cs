using ActorMesh.Cli.Control.Api;
using ActorMesh.Cli.Control.Settings;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Terminals;
using ActorMesh.ControlPlane;
using ActorMesh.ControlPlane.Authority;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Membership;
using System.Net;

namespace ActorMesh.Cli.Control;

/// <summary>A control node, up: a member of the cluster that may lead, and two ports.</summary>
internal sealed class ControlHost : IAsyncDisposable
{
    private readonly ControlSystem _system;
    private readonly ControlServer _server;
    private readonly ControlContext _context;

    private ControlHost(ControlSystem system, ControlServer server, ControlContext context) => (_system, _server, _context) = (system, server, context);

    public MemberAddress Cluster => _system.Address;

    public IPEndPoint Xds => _server.Xds;

    public IPEndPoint Api => _server.Api;

    public ControlContext Context => _context;

    /// <summary>Ends when the node has left the cluster, or the cluster has given it up.</summary>
    public Task Ended => _system.Ended;

    /// <summary>After <see cref="Ended"/>: the cluster has given this node up.</summary>
    public bool IsDowned => _system.ExitCode != 0;

    /// <exception cref="MemberException">The settings make no sound node, or the cluster's port is taken.</exception>
    /// <exception cref="IOException">An address or the state folder cannot be had.</exception>
    public static async Task<ControlHost> Start(ControlOptions options, Talk talk, TimeProvider clock)
    {
        Directory.CreateDirectory(options.State);
        var system = ControlSystem.Start(new ControlSettings(Member(options), JournalSettings.Parse(options.Journal)) { Clock = clock });
        try
        {
            var context = new ControlContext(
                options.Name,
                new AuthorityClient(system.Authority, AuthorityClient.Patience),
                () => MemberShapes.Of(MemberView.Of(system.Actors)),
                () => Task.FromResult(new FleetReading([], [])),
                new ResourceFeed(),
                Place(options),
                () => "",
                talk,
                clock);
            var api = new ControlApi(context, new ControlGate(IPAddress.IsLoopback(options.Api.Address)));
            var server = await ControlServer.Start(options.Xds, options.Api, _ => { }, _ => { }, api, clock);
            return new ControlHost(system, server, context);
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes nothing new, lets what is under way end, hands over what it leads, and leaves the cluster.</summary>
    public async Task Stop(TimeSpan limit)
    {
        await _server.Stop(limit);
        await _system.Stop();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _system.DisposeAsync();
    }

    private static MemberSettings Member(ControlOptions options) => new(
        new MemberAddress(options.Advertise ?? options.ClusterHost, options.ClusterPort), [.. options.Join.Select(MemberAddress.Parse)], [MemberRole.Control])
    {
        BindHost = options.ClusterHost,
    };

    private static Func<ServiceMesh, Placement> Place(ControlOptions options) =>
        options.LocalOffset is { } offset ? mesh => Placement.OnOneMachine(mesh, offset) : Placement.AsWritten;
}

using System.Net;
using ActorMesh.Cli.Control.Api;
using ActorMesh.Cli.Control.Settings;
using ActorMesh.Cli.Terminals;
using ActorMesh.ControlPlane;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.ControlPlane.Identity.Auditing;
using ActorMesh.ControlPlane.Xds;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Membership;
using Microsoft.Extensions.DependencyInjection;

namespace ActorMesh.Cli.Control;

/// <summary>A control node, up: a member of the cluster that may lead, and two ports.</summary>
internal sealed class ControlHost : IAsyncDisposable
{
    private readonly ControlServer _server;
    private readonly ControlSystem _system;

    private readonly bool _isApiSecured;

    private ControlHost(ControlServer server, bool isApiSecured) =>
        (_server, _system, Context, _isApiSecured) = (server, server.Services.GetRequiredService<ControlSystem>(), server.Services.GetRequiredService<ControlContext>(), isApiSecured);

    public MemberAddress Cluster => _system.Address;

    public IPEndPoint Xds => _server.Xds;

    public IPEndPoint Api => _server.Api;

    public Uri ApiUrl => new($"{(_isApiSecured ? "https" : "http")}://{Api}/");

    public ControlContext Context { get; }

    /// <summary>Ends when the node has left the cluster, or the cluster has given it up.</summary>
    public Task Ended => _system.Ended;

    /// <summary>After <see cref="Ended"/>: the cluster has given this node up.</summary>
    public bool IsDowned => _system.ExitCode != 0;

    /// <exception cref="MemberException">The settings make no sound node, or the cluster's port is taken.</exception>
    /// <exception cref="IOException">An address or the state folder cannot be had.</exception>
    public static async Task<ControlHost> Start(ControlOptions options, Talk talk, TimeProvider clock)
    {
        StateFolder.Make(options.State);
        var identity = options.IsInsecure ? null : await NodeIdentity.Open(options, talk.Warn, clock);
        var ports = new ControlPorts(options.Xds, options.Api, identity?.Tls);
        return new ControlHost(await ControlServer.Start(ports, services => AddTo(services, options, identity, talk, clock), clock), isApiSecured: ports.ApiTls is not null);
    }

    /// <summary>Takes nothing new, lets what is under way end, hands over what it leads, and leaves the cluster.</summary>
    public Task Stop() => _server.Stop();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static void AddTo(IServiceCollection services, ControlOptions options, NodeIdentity? identity, Talk talk, TimeProvider clock)
    {
        ControlSystem.AddTo(services, ControlActors.Settings(options, identity?.Member, clock));
        services.AddSingleton(host =>
        {
            var actors = new ControlActors(host.GetRequiredService<ControlSystem>(), options, identity?.Authority, talk, clock);
            identity?.Tls.Follow(actors.Feed);
            return actors;
        });
        Discovery.AddTo(services, new XdsSettings(options.Name), clock);
        if (identity is not null)
            services.AddIdentities(host => Issuing(host.GetRequiredService<ControlActors>(), identity.Authority, options, talk, clock));
        services.AddSingleton(host => Look(host.GetRequiredService<ControlActors>(), host.GetRequiredService<XdsServer>(), host.GetService<IdentityContext>(), options, talk, clock));
        services.AddSingleton(host => new ControlApi(host.GetRequiredService<ControlContext>(), Gate(options, identity)));
    }

    // A port that is any free one leads no command to its token; who asks for one names the file.
    private static ControlGate Gate(ControlOptions options, NodeIdentity? identity) => new(
        identity is null ? null : ApiToken.Keep(options.State, StateHome.Of(Environment.GetEnvironmentVariable), options.Api.Port, identity.RootHash));

    private static IdentityContext Issuing(ControlActors actors, CertificateAuthority authority, ControlOptions options, Talk talk, TimeProvider clock)
    {
        var (system, feed) = (actors.System, actors.Feed);
        system.Actors.ActorOf(RootWatchActor.Props(authority.Refresh), "roots");
        return new IdentityContext(
            authority, system.Authority, new AuditLog(Path.Combine(options.State, "audit.jsonl"), options.Name, clock, talk.Warn), new IssuedBook(clock), new IdentityCounters(), clock)
        {
            Denied = () => feed.Denied,
            HasService = service => feed.Current is { Epoch: > 0 } mesh ? mesh.Services.Contains(service) || service == Callers.Ingress : null,
        };
    }

    private static ControlContext Look(ControlActors actors, XdsServer xds, IdentityContext? identities, ControlOptions options, Talk talk, TimeProvider clock)
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
            () => ControlMetrics.Text(actors, xds.Statistics, identities, clock),
            talk,
            clock)
        {
            Identities = identities,
        };
    }
}

using System.Net;
using ActorMesh.Cli.Control.Api;
using ActorMesh.Cli.Control.Settings;
using ActorMesh.Cli.Terminals;
using ActorMesh.ControlPlane;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.ControlPlane.Identity.Auditing;
using ActorMesh.ControlPlane.Xds;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Boot;
using ActorMesh.Runtime.Identity;
using ActorMesh.Runtime.Membership;
using Microsoft.Extensions.DependencyInjection;

namespace ActorMesh.Cli.Control;

/// <summary>A control node, up: a member of the cluster that may lead, and two ports.</summary>
internal sealed class ControlHost : IAsyncDisposable
{
    private readonly ControlServer _server;
    private readonly ControlSystem _system;

    private readonly bool _isApiPlain;

    private ControlHost(ControlServer server, bool isApiPlain) =>
        (_server, _system, Context, _isApiPlain) = (server, server.Services.GetRequiredService<ControlSystem>(), server.Services.GetRequiredService<ControlContext>(), isApiPlain);

    public MemberAddress Cluster => _system.Address;

    public IPEndPoint Xds => _server.Xds;

    public IPEndPoint Api => _server.Api;

    public Uri ApiUrl => new($"{(_isApiPlain ? "http" : "https")}://{Api}/");

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
        var ports = new ControlPorts(options.Xds, options.Api, identity?.Tls, identity?.Refused);
        return new ControlHost(await ControlServer.Start(ports, services => AddTo(services, options, identity, talk, clock), clock), ports.IsApiPlain);
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
        if (identity is not null) services.AddSingleton(_ => new LinkWatch(CertificateLife.End(identity.Member.Certificate), talk.Warn, clock));
        if (identity is not null)
            services.AddIdentities(host => Issuing(host.GetRequiredService<ControlActors>(), identity.Authority, options, talk, clock));
        services.AddSingleton(host => Look(host.GetRequiredService<ControlActors>(), host.GetRequiredService<XdsServer>(), host.GetService<IdentityContext>(), identity?.Refused, host.GetService<LinkWatch>(), options, talk, clock));
        services.AddSingleton(host => new ControlApi(host.GetRequiredService<ControlContext>(), Gate(options, identity, talk)));
    }

    // A port that is any free one leads no command to its token; who asks for one names the file.
    private static ControlGate Gate(ControlOptions options, NodeIdentity? identity, Talk talk)
    {
        var (folder, home, port) = (options.State, StateHome.Of(Environment.GetEnvironmentVariable), options.Api.Port);
        if (identity is null)
        {
            ApiToken.Drop(folder, home, port);
            return new ControlGate(token: null);
        }
        var token = ApiToken.Keep(folder, home, port, identity.Authority.Bundle);
        identity.Authority.Subscribe(() => _ = OwnThread.Run(() => token.Write(folder, home, port, () => identity.Authority.Bundle))
            .ContinueWith(written => talk.Warn(written.Exception!.GetBaseException().Message), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default));
        return new ControlGate(token);
    }

    private static IdentityContext Issuing(ControlActors actors, CertificateAuthority authority, ControlOptions options, Talk talk, TimeProvider clock)
    {
        var (system, feed, issued) = (actors.System, actors.Feed, new IssuedBook(clock));
        system.Actors.ActorOf(RootWatchActor.Props(authority.Refresh), "roots");
        system.Actors.ActorOf(IssuedActor.Props(issued, $"{system.Address}", () => authority.Terms.RotateAt), IssuedActor.Name);
        return new IdentityContext(authority, system.Authority, new AuditLog(Path.Combine(options.State, "audit.jsonl"), options.Name, clock, talk.Warn), issued, new IdentityCounters(), clock)
        {
            Denied = () => feed.Denied,
            Workloads = () => feed.Current is { Epoch: > 0 } mesh ? mesh.Workloads : null,
        };
    }

    private static ControlContext Look(ControlActors actors, XdsServer xds, IdentityContext? identities, RefusedPeers? refused, LinkWatch? links, ControlOptions options, Talk talk, TimeProvider clock)
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
            () => ControlMetrics.Text(actors, xds.Statistics, identities, refused, clock),
            talk,
            clock)
        {
            Identities = identities,
            LinkNote = () => links?.Note,
            Issued = () => IssuedGathering.Ask(Counterparts.Of(system, MemberRole.Control, IssuedActor.Name), clock),
        };
    }
}

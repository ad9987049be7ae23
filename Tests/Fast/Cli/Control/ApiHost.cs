using System.Collections.Concurrent;
using System.Net;
using ActorMesh.Cli.Control.Api;
using ActorMesh.Cli.Terminals;
using ActorMesh.ControlPlane;
using ActorMesh.ControlPlane.Distribution;
using ActorMesh.ControlPlane.Registry;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.ControlPlane.Xds;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Runtime.Boot;
using ActorMesh.Runtime.Contracts.Cluster;
using Akka.Actor;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ActorMesh.Tests.Fast.Cli.Control;

/// <summary>The control API on a port of its own beside one for discovery, as a control node has them, over an authority that knows one version by name only.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly ActorSystem _actors = DataPlaneSystem.Start("api-test");
    private readonly WebApplication _application;
    private readonly ControlApi _api;

    private ApiHost(MinDataRate? slowestBody)
    {
        var authority = new AuthorityClient(_actors.ActorOf(Props.Create(() => new Forgetful())), AuthorityClient.Patience);
        var context = new ControlContext(
            "one", authority, () => [], () => Task.FromResult(new FleetReading([], [])), new ResourceFeed(), () => null, () => Endpoints.Current, () => null, Forgotten.Enqueue,
            () => DistributionStatus.Nothing, Placement.AsWritten, () => "", new Talk(TextWriter.Null, colour: false), Clock);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.ListenForXds(new IPEndPoint(IPAddress.Loopback, 0), tls: null);
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MinRequestBodyDataRate = slowestBody;
        });
        builder.Services.AddRoutingCore();
        _application = builder.Build();
        _application.UseRouting();
        _api = new ControlApi(context, new ControlGate(token: null));
        _api.Map(_application);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public EndpointFeed Endpoints { get; } = new(EndpointSet.Empty);

    /// <summary>Proxies of which a person said that they are no more.</summary>
    public ConcurrentQueue<ProxyKey> Forgotten { get; } = new();

    public Uri Address => new(_application.Urls.Last());

    /// <summary>Requests being answered.</summary>
    public int Active => _api.Active;

    /// <param name="slowestBody">How slowly a body may come, by the clock on the wall; null for as slowly as it likes.</param>
    public static async Task<ApiHost> Start(MinDataRate? slowestBody = null)
    {
        var host = new ApiHost(slowestBody);
        await host._application.StartAsync();
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        await _actors.Terminate();
    }

    private sealed class Forgetful : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is ReadDenials) Sender.Tell(new DenialList { Trouble = "the journal is being read" });
            if (message is ReadVersion read) Sender.Tell(new VersionText { Revision = new MeshRevision { Version = read.Version } });
        }
    }
}

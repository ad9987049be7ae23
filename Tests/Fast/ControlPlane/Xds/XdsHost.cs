using System.Net;
using System.Runtime.CompilerServices;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.ControlPlane.Xds;
using ActorMesh.Runtime.Boot;
using ActorMesh.Runtime.Contracts.Envoy.Discovery;
using ActorMesh.Tests.EndToEnd.Rig;
using Akka.Actor;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds;

/// <summary>The xDS server on a port of its own, in this process.</summary>
internal sealed class XdsHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly WebApplication _app;
    private readonly GrpcChannel _channel;

    private XdsHost(WebApplication app, ResourceFeed feed, FleetRecord fleet, Uri address)
    {
        (_app, Feed, Fleet, Address) = (app, feed, fleet, address);
        _channel = GrpcChannel.ForAddress(address);
    }

    public Uri Address { get; }

    public ResourceFeed Feed { get; }

    public FleetRecord Fleet { get; }

    public XdsServer Server => _app.Services.GetRequiredService<XdsServer>();

    public AggregatedDiscoveryService.AggregatedDiscoveryServiceClient Client => new(_channel);

    public static async Task<XdsHost> Start(XdsSettings? settings = null)
    {
        var (feed, fleet) = (new ResourceFeed(), new FleetRecord());
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenForXds(new IPEndPoint(IPAddress.Loopback, 0), tls: null));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(_ => DataPlaneSystem.Start("xds-test"));
        builder.Services.AddXdsServer(services =>
        {
            var system = services.GetRequiredService<ActorSystem>();
            var record = system.ActorOf(Props.Create(() => new FleetRecord.Actor(fleet)));
            return XdsServer.Start(system, feed, record, settings ?? new XdsSettings("one"), TimeProvider.System, new Random(1));
        });
        var app = builder.Build();
        app.UseRouting();
        app.MapXdsServer();
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new XdsHost(app, feed, fleet, new Uri(address));
    }

    /// <summary>Waits for what other threads do, by looking often.</summary>
    public static Task Until(Func<bool> holds, [CallerArgumentExpression(nameof(holds))] string what = "") => Eventually.Holds(what, holds, Patience);

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _app.StopAsync();
        await _app.Services.GetRequiredService<ActorSystem>().Terminate();
        await _app.DisposeAsync();
    }
}

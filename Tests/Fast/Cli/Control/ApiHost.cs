using System.Net;
using ActorMesh.Cli.Control.Api;
using ActorMesh.Cli.Terminals;
using ActorMesh.ControlPlane.Distribution;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.ControlPlane.Xds;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Runtime.Boot;
using ActorMesh.Runtime.Contracts.Cluster;
using Akka.Actor;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ActorMesh.Tests.Fast.Cli.Control;

/// <summary>The control API on a port of its own beside one for discovery, as a control node has them, over an authority that knows one version by name only.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ActorSystem _actors;

    private ApiHost(WebApplication application, ActorSystem actors, FakeTimeProvider clock) => (_application, _actors, Clock) = (application, actors, clock);

    public FakeTimeProvider Clock { get; }

    public Uri Address => new(_application.Urls.Last());

    public static async Task<ApiHost> Start()
    {
        var actors = DataPlaneSystem.Start("api-test");
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var authority = new AuthorityClient(actors.ActorOf(Props.Create(() => new Forgetful())), AuthorityClient.Patience);
        var context = new ControlContext(
            "one", authority, () => [], () => Task.FromResult(new FleetReading([], [])), new ResourceFeed(), () => null, () => DistributionStatus.Nothing, Placement.AsWritten,
            () => "", new Talk(TextWriter.Null, colour: false), clock);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.ListenForXds(new IPEndPoint(IPAddress.Loopback, 0));
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.AddRoutingCore();
        var application = builder.Build();
        application.UseRouting();
        new ControlApi(context, new ControlGate(isLoopback: true)).Map(application);
        await application.StartAsync();
        return new ApiHost(application, actors, clock);
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
            if (message is ReadVersion read) Sender.Tell(new VersionText { Revision = new MeshRevision { Version = read.Version } });
        }
    }
}

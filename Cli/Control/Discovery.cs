using ActorMesh.ControlPlane.Fleet;
using ActorMesh.ControlPlane.RateLimits;
using ActorMesh.ControlPlane.Xds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActorMesh.Cli.Control;

/// <summary>What a control node serves by gRPC: discovery, limits of the whole mesh, and the reports of sidecars.</summary>
internal sealed class Discovery(ControlActors actors, XdsSettings settings, TimeProvider clock)
{
    private readonly XdsServer _server = XdsServer.Start(actors.System.Actors, actors.Feed, actors.Fleet, settings, clock, new Random());

    public XdsStatistics Statistics => _server.Statistics;

    public void AddTo(IServiceCollection services)
    {
        services.AddXdsServer(_ => _server);
        services.AddSingleton(host => new ProxyReportsService(actors.Fleet, host.GetRequiredService<IHostApplicationLifetime>()));
        services.AddRateLimits(_ => actors.Limits);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapXdsServer();
        routes.MapGrpcService<ProxyReportsService>();
        routes.MapRateLimits();
    }
}

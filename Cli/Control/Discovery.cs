using ActorMesh.ControlPlane.Fleet;
using ActorMesh.ControlPlane.RateLimits;
using ActorMesh.ControlPlane.Xds;
using ActorMesh.Runtime.Membership;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActorMesh.Cli.Control;

/// <summary>What a control node serves by gRPC: discovery, limits of the whole mesh, and the reports of sidecars.</summary>
internal static class Discovery
{
    public static void AddTo(IServiceCollection services, XdsSettings settings, TimeProvider clock)
    {
        services.AddXdsServer(host => Begin(host.GetRequiredService<ControlActors>(), settings, clock));
        services.AddSingleton(host => new ProxyReportsService(host.GetRequiredService<ControlActors>().Fleet, host.GetRequiredService<IHostApplicationLifetime>()));
        services.AddRateLimits(host => host.GetRequiredService<ControlActors>().Limits);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapXdsServer();
        routes.MapGrpcService<ProxyReportsService>();
        routes.MapRateLimits();
    }

    private static XdsServer Begin(ControlActors actors, XdsSettings settings, TimeProvider clock)
    {
        var server = XdsServer.Start(actors.System.Actors, actors.Feed, actors.Fleet, settings, clock, new Random());
        ClusterMember.EndWith(actors.System.Actors, server.Drain);
        return server;
    }
}

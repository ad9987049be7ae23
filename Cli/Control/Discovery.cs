using ActorMesh.ControlPlane.Fleet;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.ControlPlane.Identity.Auditing;
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
        services.AddXdsServer(host => Begin(host.GetRequiredService<ControlActors>(), Audited(settings, host.GetService<IdentityContext>()?.Audit), clock));
        services.AddSingleton(host => new ProxyReportsService(host.GetRequiredService<ControlActors>().Fleet, host.GetRequiredService<IHostApplicationLifetime>()));
        services.AddRateLimits(host => host.GetRequiredService<ControlActors>().Limits);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapXdsServer();
        routes.MapGrpcService<ProxyReportsService>();
        routes.MapRateLimits();
    }

    private static XdsSettings Audited(XdsSettings settings, AuditLog? log) => log is null ? settings : settings with
    {
        Audit = ask => log.Write(new AuditEvent(AuditEvent.SecretRefused, ask.Identity) { By = "certificate", Reason = $"proxy {ask.Proxy} asked for the secret {ask.Secret}" }),
    };

    private static XdsServer Begin(ControlActors actors, XdsSettings settings, TimeProvider clock)
    {
        var server = XdsServer.Start(actors.System.Actors, actors.Feed, actors.Fleet, settings, clock, new Random());
        ClusterMember.EndWith(actors.System.Actors, server.Drain);
        return server;
    }
}

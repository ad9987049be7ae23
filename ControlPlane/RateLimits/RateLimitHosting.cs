using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>Puts limits of the whole mesh into a web host.</summary>
public static class RateLimitHosting
{
    public static IServiceCollection AddRateLimits(this IServiceCollection services, Func<IServiceProvider, RateLimits> start)
    {
        services.AddSingleton(start);
        services.AddSingleton<LeaseService>();
        services.AddSingleton<EnvoyRateLimitService>();
        services.AddGrpc();
        return services;
    }

    /// <summary>Serves leases to sidecars, and single decisions to other proxies.</summary>
    public static IEndpointRouteBuilder MapRateLimits(this IEndpointRouteBuilder endpoints)
    {
        endpoints.ServiceProvider.GetRequiredService<RateLimits>();
        endpoints.MapGrpcService<LeaseService>();
        endpoints.MapGrpcService<EnvoyRateLimitService>();
        return endpoints;
    }
}

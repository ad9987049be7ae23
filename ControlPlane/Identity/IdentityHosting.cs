using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ActorMesh.ControlPlane.Identity;

/// <summary>Puts the issuing of certificates into a web host.</summary>
public static class IdentityHosting
{
    public static IServiceCollection AddIdentities(this IServiceCollection services, Func<IServiceProvider, IdentityContext> start)
    {
        services.AddSingleton(start);
        services.AddSingleton<IdentityService>();
        services.AddGrpc();
        return services;
    }

    public static IEndpointRouteBuilder MapIdentities(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGrpcService<IdentityService>();
        return endpoints;
    }
}

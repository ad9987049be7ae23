using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ActorMesh.ControlPlane.Identity;

/// <summary>Puts the issuing of certificates into a web host.</summary>
public static class IdentityHosting
{
    /// <summary>Bytes of a request: who sends it may be anybody.</summary>
    public const int RequestBytesMax = 16 * 1024;

    public static IServiceCollection AddIdentities(this IServiceCollection services, Func<IServiceProvider, IdentityContext> start)
    {
        services.AddSingleton(start);
        services.AddSingleton<IdentityService>();
        services.AddGrpc().AddServiceOptions<IdentityService>(options => options.MaxReceiveMessageSize = RequestBytesMax);
        return services;
    }

    public static IEndpointRouteBuilder MapIdentities(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGrpcService<IdentityService>();
        return endpoints;
    }
}

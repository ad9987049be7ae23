using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActorMesh.ControlPlane.Xds;

/// <summary>Puts the xDS server into a web host.</summary>
public static class XdsHosting
{
    /// <summary>Bytes of a request.</summary>
    public const int RequestBytesMax = 4 * 1024 * 1024;

    /// <summary>Bytes that a client may send ahead of what is read: requests are small.</summary>
    private const int StreamWindow = 96 * 1024, ConnectionWindow = 256 * 1024;

    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PingLimit = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddXdsServer(this IServiceCollection services, Func<IServiceProvider, XdsServer> start)
    {
        services.AddSingleton(start);
        services.AddSingleton<AggregatedDiscovery>();
        services.AddGrpc(options => options.MaxReceiveMessageSize = RequestBytesMax);
        return services;
    }

    /// <summary>Serves it. When the host stops, streams begin to end at once: the host's own limit must be longer than that lasts.</summary>
    public static IEndpointRouteBuilder MapXdsServer(this IEndpointRouteBuilder endpoints)
    {
        var server = endpoints.ServiceProvider.GetRequiredService<XdsServer>();
        endpoints.MapGrpcService<AggregatedDiscovery>();
        endpoints.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => _ = server.Drain());
        return endpoints;
    }

    /// <summary>Opens a port for HTTP/2, on which a dead client is noticed within 20 s.</summary>
    /// <param name="tls">Null for none.</param>
    /// <param name="clock">Null for the system's.</param>
    public static void ListenForXds(this KestrelServerOptions kestrel, IPEndPoint address, NodeTls? tls, TimeProvider? clock = null)
    {
        kestrel.Limits.Http2.KeepAlivePingDelay = SilenceMax;
        kestrel.Limits.Http2.KeepAlivePingTimeout = PingLimit;
        kestrel.Limits.Http2.InitialStreamWindowSize = StreamWindow;
        kestrel.Limits.Http2.InitialConnectionWindowSize = ConnectionWindow;
        kestrel.Limits.MinResponseDataRate = null; // HTTP/2 has it for all streams of a connection only, and each has a limit of its own.
        kestrel.Listen(address, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (tls is not null) listen.UseMutualTls(tls, Strangers.Usual(clock ?? TimeProvider.System));
        });
    }
}

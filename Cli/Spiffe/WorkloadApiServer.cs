using System.Net.Sockets;
using ActorMesh.Cli.Hosting;
using ActorMesh.DataPlane.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActorMesh.Cli.Spiffe;

/// <summary>The gRPC server behind the socket.</summary>
internal sealed class WorkloadApiServer : IAsyncDisposable
{
    /// <summary>Those beyond are closed at once.</summary>
    public const int ConnectionsMax = 64;

    public const int StreamsPerConnectionMax = 32;

    /// <summary>Bytes of a message: those of the Workload API are empty.</summary>
    public const int MessageBytesMax = 4 * 1024;

    /// <summary>An Envoy says in its first request all that it can do.</summary>
    public const int SecretAskBytesMax = 512 * 1024;

    private const int HeaderBytesMax = 8 * 1024;

    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10), StopLimit = TimeSpan.FromSeconds(1);

    private readonly WebApplication _application;
    private readonly AcceptedConnections _connections;
    private readonly TimeProvider _clock;

    private WorkloadApiServer(WebApplication application, AcceptedConnections connections, TimeProvider clock) =>
        (_application, _connections, _clock) = (application, connections, clock);

    /// <param name="path">Of the socket that callers come by.</param>
    public static async Task<WorkloadApiServer> Start(string path, ApplicationIdentity application, WorkloadAudit audit, TimeProvider clock)
    {
        var connections = new AcceptedConnections(new UnixDomainSocketEndPoint(path));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, path));
        builder.Services.AddSingleton<IConnectionListenerFactory>(connections);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(clock).AddSingleton(application).AddSingleton(audit);
        builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = MessageBytesMax)
            .AddServiceOptions<SecretService>(options => options.MaxReceiveMessageSize = SecretAskBytesMax);
        var host = builder.Build();
        try
        {
            host.MapGrpcService<SpiffeService>();
            host.MapGrpcService<SecretService>();
            await host.StartAsync();
            return new WorkloadApiServer(host, connections, clock);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <returns>False when too many wait to be heard; it is closed then.</returns>
    public bool TryAdd(Socket caller, SocketPeer peer) => _connections.TryAdd(caller, peer);

    public async ValueTask DisposeAsync()
    {
        using var late = new CancellationTokenSource(StopLimit, _clock);
        await _application.StopAsync(late.Token);
        await _application.DisposeAsync();
    }

    private static void Listen(KestrelServerOptions kestrel, string path)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = ConnectionsMax;
        kestrel.Limits.MaxRequestHeadersTotalSize = HeaderBytesMax;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
        kestrel.Limits.Http2.MaxStreamsPerConnection = StreamsPerConnectionMax;
        kestrel.ListenUnixSocket(path, listen => listen.Protocols = HttpProtocols.Http2);
    }
}

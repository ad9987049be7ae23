using System.Net;
using System.Net.Sockets;
using ActorMesh.Cli.Control.Api;
using ActorMesh.Cli.Hosting;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.ControlPlane.Xds;
using ActorMesh.Runtime.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActorMesh.Cli.Control;

/// <summary>The two ports of a control node in one server: discovery by gRPC, and the API as JSON. What belongs to one is not there on the other.</summary>
/// <remarks>It reads no settings of its own (ASPNETCORE_URLS, appsettings.json) and takes no signals: both are the program's.</remarks>
internal sealed class ControlServer : IAsyncDisposable
{
    /// <summary>Connections to both ports together; those beyond are closed at once.</summary>
    private const int ConnectionsMax = 20_000;

    /// <summary>Proxies behind a gateway share a connection; each has a stream or two.</summary>
    private const int StreamsPerConnectionMax = 2_000;

    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    private static readonly object ApiKey = new();

    /// <summary>What has not ended by then is cut.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(8);

    private readonly WebApplication _application;
    private readonly TimeProvider _clock;

    private ControlServer(WebApplication application, TimeProvider clock)
    {
        (_application, _clock) = (application, clock);
        var bound = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(one => IPEndPoint.Parse(new Uri(one).Authority)).ToList();
        (Xds, Api) = (bound[0], bound[1]);
    }

    public IPEndPoint Xds { get; }

    public IPEndPoint Api { get; }

    public IServiceProvider Services => _application.Services;

    /// <param name="add">Adds what is served: <see cref="Discovery"/>, and a <see cref="ControlApi"/>.</param>
    /// <exception cref="IOException">An address cannot be had; the message says which and why.</exception>
    public static async Task<ControlServer> Start(ControlPorts ports, Action<IServiceCollection> add, TimeProvider clock)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, ports, clock));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        // The node leaves its cluster while its streams end.
        builder.Services.Configure<HostOptions>(host => host.ServicesStopConcurrently = true);
        if (ports.Refused is { } refused) builder.Services.AddLogging(new HandshakeLog(refused).AddTo);
        add(builder.Services);
        var application = builder.Build();
        try
        {
            application.UseRouting();
            application.Use(Separated);
            application.UseClientIdentities(clock);
            if (ports.Tls is { } tls) application.MapGet(TrustRootsPath.Value, () => string.Join('\n', tls.Bundle().Roots.Select(root => root.ExportCertificatePem())));
            Discovery.Map(application);
            if (ports.Tls is not null) application.MapIdentities();
            application.Services.GetRequiredService<ControlApi>().Map(application.MapGroup("").WithMetadata(ApiKey));
            await application.StartAsync();
            return new ControlServer(application, clock);
        }
        catch (Exception e)
        {
            await application.DisposeAsync();
            if (e is not (IOException or SocketException)) throw;
            var isTaken = e.InnerException is AddressInUseException;
            throw new IOException($"{ports.Xds} (xds) or {ports.Api} (api) cannot be listened on: {(isTaken ? "another process has it" : e.Message)}; --xds and --api set them", e);
        }
    }

    /// <summary>Takes nothing new, and lets what is under way end.</summary>
    public async Task Stop()
    {
        using var late = new CancellationTokenSource(StopLimit, _clock);
        await _application.StopAsync(late.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await _application.DisposeAsync();
    }

    private static void Listen(KestrelServerOptions kestrel, ControlPorts ports, TimeProvider clock)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = ConnectionsMax;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
        kestrel.Limits.Http2.MaxStreamsPerConnection = StreamsPerConnectionMax;
        kestrel.ConfigureEndpointDefaults(listen => HandshakeLog.Follow(listen, ReferenceEquals(listen.EndPoint, ports.Xds) ? "xds" : "api"));
        kestrel.ListenForXds(ports.Xds, ports.Tls, clock);
        kestrel.Listen(ports.Api, listen =>
        {
            listen.Use(new Strangers(clock).Admit);
            listen.Protocols = ports.Tls is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
            if (ports.Tls is { } tls)
            {
                if (ports.IsApiPlain) listen.UseTlsWhereAsked(secured => secured.UseServerTls(tls), clock);
                else listen.UseServerTls(tls);
            }
            listen.Use(next => connection =>
            {
                connection.Items[ApiKey] = true;
                return next(connection);
            });
        });
    }

    private static Task Separated(HttpContext http, RequestDelegate next)
    {
        var isApi = http.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(ApiKey) == true;
        // Whoever asks on either port has to know whom to believe.
        if (http.Request.Path == TrustRootsPath.Value) return next(http);
        if (http.GetEndpoint() is { } endpoint && endpoint.Metadata.Contains(ApiKey) != isApi)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        return next(http);
    }
}

using System.Net;
using System.Net.Sockets;
using ActorMesh.ControlPlane.Xds;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ActorMesh.Cli.Hosting;

/// <summary>An HTTP/1.1 server on one loopback address: Kestrel alone.</summary>
/// <remarks>
/// No generic host around it. That would cost 50 ms of start-up (measured: 38 ms against 80 to 120) and read settings
/// (ASPNETCORE_URLS, appsettings.json) that have no business here.
/// </remarks>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(1);

    private readonly KestrelServer _server;
    private readonly TimeProvider _clock;

    private LoopbackServer(KestrelServer server, IPEndPoint address, TimeProvider clock) => (_server, Address, _clock) = (server, address, clock);

    public IPEndPoint Address { get; }

    /// <param name="address">Loopback only; port 0 takes any that is free.</param>
    /// <param name="connectionsMax">Connections beyond this many are closed at once.</param>
    /// <param name="silenceMax">For how long a connection may ask nothing. When it is given, one that is silent gives way to others beyond <paramref name="connectionsMax"/>.</param>
    /// <exception cref="ArgumentException">The address is not loopback.</exception>
    /// <exception cref="IOException">The address cannot be had; the message says why.</exception>
    public static async Task<LoopbackServer> Start(IPEndPoint address, int connectionsMax, RequestDelegate answer, TimeProvider clock, TimeSpan? silenceMax = null)
    {
        if (!IPAddress.IsLoopback(address.Address)) throw new ArgumentException($"{address} is not a loopback address", nameof(address));
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = null;
        options.Listen(address, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (silenceMax is { } silence) listen.Use(new Strangers(clock) { Max = connectionsMax, SilenceMax = silence }.Admit);
            else options.Limits.MaxConcurrentConnections = connectionsMax;
        });
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        var server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
        try
        {
            await server.StartAsync(new Application(answer), CancellationToken.None);
            return new LoopbackServer(server, Bound(server), clock);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            server.Dispose();
            var isTaken = e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException;
            throw new IOException($"{address} cannot be listened on: {(isTaken ? "another process has it" : e.Message)}", e);
        }
    }

    /// <summary>Lets answers under way finish for a second, then cuts them.</summary>
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(StopLimit, _clock);
        await _server.StopAsync(limit.Token);
        _server.Dispose();
    }

    private static IPEndPoint Bound(KestrelServer server) =>
        IPEndPoint.Parse(new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()).Authority);

    private sealed class Application(RequestDelegate answer) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection features) => new DefaultHttpContext(features);

        public async Task ProcessRequestAsync(HttpContext context)
        {
            var guest = context.Features.Get<Guest>();
            guest?.Begin();
            try
            {
                await answer(context);
            }
            catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
            {
                await context.Answer(StatusCodes.Status500InternalServerError, $"internal error, please report it: {e}\n");
            }
            finally
            {
                guest?.End();
            }
        }

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}

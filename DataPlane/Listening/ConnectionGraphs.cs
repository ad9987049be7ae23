using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.DataPlane.Routing.Exchange;
using Akka.Streams.Dsl;

namespace ActorMesh.DataPlane.Listening;

/// <summary>What a connection is made of, in the order in which bytes pass.</summary>
internal static class ConnectionGraphs
{
    /// <summary>A client that speaks HTTP.</summary>
    /// <remarks>
    /// <code>
    ///   client ──► Socket ──► ServerLayer ──► Exchange   (which rents upstream connections)
    ///   client ◄── Socket ◄── ServerLayer ◄── Exchange
    /// </code>
    /// </remarks>
    public static ConnectionGraph<ClientConnection> Http(HttpService service, ServerSettings settings) => new(take =>
        BidiFlow.FromGraph(new ServerLayer(take, settings, service.Counters, service.Clock, service.Wheel)) // Above the socket: it makes messages of bytes.
            .Join(Flow.FromGraph(new SocketStage(() => take().Socket, endsWhenReset: true)))
            .Join(Flow.FromGraph(new ExchangeStage(take, service)))); // Above the layer: it pairs whole messages.

    /// <summary>A client whose bytes are passed through to the upstream that was dialled.</summary>
    /// <remarks>
    /// <code>
    ///   client ──► Socket ──► Relay ──► Socket ──► upstream
    ///   client ◄── Socket ◄── Relay ◄── Socket ◄── upstream
    /// </code>
    /// </remarks>
    public static ConnectionGraph<UpstreamDial> Tcp(TcpConfiguration configuration, RelayCounters counters, TrafficContext context) => new(take =>
        Flow.FromGraph(new SocketStage(() => take().Client.Socket, endsWhenReset: true))
            .Join(BidiFlow.FromGraph(new RelayLayer(configuration.IdleTimeout, configuration.DurationMax, counters, context.Clock, context.Wheel))
                .Join(Flow.FromGraph(new SocketStage(() => take().Upstream!)))));
}

using ActorMesh.DataPlane.Bytes;
using ActorMesh.Runtime.Time;
using Akka.Streams;
using Akka.Streams.Stage;

namespace ActorMesh.DataPlane.Http.Http1;

/// <summary>
/// The server side of HTTP/1.1 on one connection: bytes of the client become requests, answers become bytes.
/// Requests are handed on one at a time; pipelined ones wait their turn.
/// </summary>
/// <remarks>
/// <code>
///   answers  ──► ServerLayer ──► bytes to the client
///   requests ◄── ServerLayer ◄── bytes from the client
/// </code>
/// A request that is not valid is handed on as broken, to be refused above like any other; with that answer the connection is closed:
/// after a parse error nothing is interpreted further.
/// </remarks>
/// <param name="take">Gives the connection that is being materialised.</param>
public sealed class ServerLayer(Func<ClientConnection> take, ServerSettings settings, ServerCounters counters, TimeProvider clock, TimerWheel wheel)
    : GraphStage<BidiShape<MessagePart<ResponseHead>, ByteChunk, ByteChunk, MessagePart<RequestHead>>>
{
    public Inlet<MessagePart<ResponseHead>> Answers { get; } = new("ServerLayer.answers");

    public Outlet<ByteChunk> ToClient { get; } = new("ServerLayer.toClient");

    public Inlet<ByteChunk> FromClient { get; } = new("ServerLayer.fromClient");

    public Outlet<MessagePart<RequestHead>> Requests { get; } = new("ServerLayer.requests");

    public override BidiShape<MessagePart<ResponseHead>, ByteChunk, ByteChunk, MessagePart<RequestHead>> Shape =>
        field ??= new(Answers, ToClient, FromClient, Requests);

    internal ServerSettings Settings => settings;

    internal ServerCounters Counters => counters;

    internal TimeProvider Clock => clock;

    internal TimerWheel Wheel => wheel;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new ServerLogic(this, take());
}

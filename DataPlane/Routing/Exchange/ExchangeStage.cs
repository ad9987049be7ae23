using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Http;
using Akka.Streams;
using Akka.Streams.Stage;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>
/// Where requests turn into answers: matches the route, picks an endpoint, rents a connection to it and relays both ways at once.
/// </summary>
public sealed class ExchangeStage(Func<ClientConnection> take, HttpService service)
    : GraphStage<FlowShape<MessagePart<RequestHead>, MessagePart<ResponseHead>>>
{
    public Inlet<MessagePart<RequestHead>> Requests { get; } = new("Exchange.requests");

    public Outlet<MessagePart<ResponseHead>> Answers { get; } = new("Exchange.answers");

    public override FlowShape<MessagePart<RequestHead>, MessagePart<ResponseHead>> Shape => field ??= new(Requests, Answers);

    internal HttpService Service => service;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new ExchangeLogic(this, take());
}

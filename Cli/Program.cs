using System.Net;
using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.DataPlane.Listening;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.Runtime.Boot;
using ActorMesh.Runtime.Time;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;

InlineSockets.Enable();
var system = DataPlaneSystem.Start("actormesh");
var materializer = system.Materializer();
var wheel = new TimerWheel(TimeProvider.System);
var cell = new EndpointCell("127.0.0.1:9001", new IPEndPoint(IPAddress.Loopback, 9001), "127.0.0.1:9001");
cell.GetType().GetProperty("Pool")!.SetValue(cell, new UpstreamPool(cell.Address, new ClusterLimits(), PoolSettings.Default, TimeProvider.System));
var graph = new ConnectionGraph(take =>
{
    var socket = new SocketStage(() => { var c = take(); return (c.Socket, c.Ended); });
    var server = new ServerLayer(take, ServerSettings.Default, new ServerCounters(), TimeProvider.System, wheel);
    var exchange = new ExchangeStage(take, _ => cell, TimeProvider.System, wheel);
    return BidiFlow.FromGraph(server).Join(Flow.FromGraph(socket)).Join(Flow.FromGraph(exchange));
});
system.ActorOf(Props.Create(() => new ListenerActor(new IPEndPoint(IPAddress.Loopback, int.Parse(args[0])), graph, materializer)).WithDispatcher(InlineDispatcher.DispatcherId), "listener");
await system.WhenTerminated;

using System.Net;
using ActorMesh.ControlPlane.Resources;
using Akka.Actor;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.ControlPlane.Xds;

/// <summary>Gives every client that connects to this control node what the mesh has for it (xDS v3 over gRPC).</summary>
public sealed class XdsServer
{
    private readonly XdsContext _context;
    private readonly IActorRef _actor;

    private XdsServer(XdsContext context, IActorRef actor) => (_context, _actor) = (context, actor);

    public XdsStatistics Statistics => _context.Counters.Read();

    /// <param name="fleet">Is told <see cref="ActorMesh.ControlPlane.Fleet.FleetMessage"/>s: who is connected and how far it is.</param>
    /// <param name="random">Used by this server alone.</param>
    public static XdsServer Start(ActorSystem system, ResourceFeed feed, IActorRef fleet, XdsSettings settings, TimeProvider clock, Random random)
    {
        var context = new XdsContext(feed, fleet, settings, clock, random);
        return new XdsServer(context, system.ActorOf(XdsServerActor.Props(context), "xds"));
    }

    /// <summary>Takes no more streams and ends those that are there one by one, so that their clients do not all come to another node at once.</summary>
    /// <returns>Completes when none is left.</returns>
    public Task Drain() => _actor.Ask<XdsServerActor.Message.Drained>(new XdsServerActor.Message.Drain(_context.Settings.DrainOver), Timeout.InfiniteTimeSpan);

    /// <summary>Carries one call to its end.</summary>
    internal async Task Serve<TRequest, TResponse>(IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TResponse> responses, ServerCallContext call)
        where TRequest : class, IMessage
        where TResponse : class, IMessage
    {
        var link = new StreamLink(Caller.Of(call)) { Elsewhere = Elsewhere(call.GetHttpContext().Connection) };
        _actor.Tell(new XdsServerActor.Message.Open(link));
        if (await link.Accepted(call.CancellationToken) is not { } stream) return;
        _ = Read(requests, stream, call.CancellationToken);
        try
        {
            await foreach (var answer in link.Answers.ReadAllAsync(call.CancellationToken))
                await responses.WriteAsync((TResponse)answer, call.CancellationToken).WaitAsync(_context.Settings.WriteLimit, _context.Clock, call.CancellationToken);
        }
        catch (TimeoutException)
        {
            throw StreamLink.NotRead;
        }
        catch (OperationCanceledException) when (call.CancellationToken.IsCancellationRequested)
        {
            // The client is gone, and nobody is left to be told.
        }
        finally
        {
            stream.Tell(new XdsStreamActor.Message.Gone(IsInOrder: false));
        }
    }

    private static IPAddress? Elsewhere(ConnectionInfo connection) =>
        connection.RemoteIpAddress is not { } remote || IPAddress.IsLoopback(remote) || remote.Equals(connection.LocalIpAddress) ? null : remote;

    /// <summary>One request at a time: a client that sends faster than it is served waits.</summary>
    private static async Task Read<TRequest>(IAsyncStreamReader<TRequest> requests, IActorRef stream, CancellationToken ended)
        where TRequest : class, IMessage
    {
        var isInOrder = false;
        try
        {
            while (await requests.MoveNext(ended))
            {
                var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                stream.Tell(new XdsStreamActor.Message.Received(requests.Current, done));
                await done.Task.WaitAsync(ended);
            }
            isInOrder = true;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or InvalidOperationException or RpcException)
        {
            // The call is over.
        }
        finally
        {
            stream.Tell(new XdsStreamActor.Message.Gone(isInOrder));
        }
    }
}

using System.Net;
using System.Threading.Channels;
using Akka.Actor;
using Google.Protobuf;
using Grpc.Core;
using Status = Grpc.Core.Status;

namespace ActorMesh.ControlPlane.Xds;

/// <summary>Between a stream's actor and the call that carries its bytes: nothing of either waits for the other in a thread.</summary>
/// <param name="caller">Who the client proved to be; null where nobody is asked.</param>
public sealed class StreamLink(Caller? caller)
{
    /// <summary>Answers that wait to be written. There is at most one of each type.</summary>
    public const int AnswersMax = 8;

    private readonly Channel<IMessage> _answers = Channel.CreateBounded<IMessage>(
        new BoundedChannelOptions(AnswersMax) { SingleReader = true, SingleWriter = false });

    private readonly TaskCompletionSource<IActorRef> _actor = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Caller? Caller => caller;

    /// <summary>Where the client is, when that is another machine; null when it is this one.</summary>
    public IPAddress? Elsewhere { get; init; }

    /// <summary>What is to be written; ends with an <see cref="RpcException"/> when the stream ends for a reason.</summary>
    public ChannelReader<IMessage> Answers => _answers.Reader;

    public static RpcException NotRead => new(new Status(StatusCode.ResourceExhausted, "the client does not read its answers"));

    /// <returns>False when the client has gone meanwhile.</returns>
    public bool Accept(IActorRef actor) => _actor.TrySetResult(actor);

    /// <summary>Waits until it is accepted.</summary>
    /// <returns>Null when the call ends before: nobody will carry it.</returns>
    /// <exception cref="RpcException">It was not accepted.</exception>
    public async Task<IActorRef?> Accepted(CancellationToken ended)
    {
        using var giveUp = ended.Register(() => _actor.TrySetCanceled(CancellationToken.None));
        try
        {
            return await _actor.Task;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public void TurnAway(RpcException reason) => _actor.TrySetException(reason);

    public bool TrySend(IMessage answer) => _answers.Writer.TryWrite(answer);

    /// <param name="reason">Null when the client ended it.</param>
    public void End(RpcException? reason) => _answers.Writer.TryComplete(reason);
}

using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Streams.Implementation.Fusing;
using Akka.Streams.Stage;

namespace ActorMesh.DataPlane.Bytes;

/// <summary>
/// Wakes one stage from any thread, without allocating. Akka's own <c>GetAsyncCallback</c> makes some 130 bytes of garbage per call; this tells
/// the stream's actor the very message that such a call ends in, made once. A signal to a stage that has stopped does nothing.
/// </summary>
public sealed class StageSignal
{
    private readonly IActorRef _stream;
    private readonly object _message;

    /// <summary>To be made in the stage's <c>PreStart</c>, where the stream that runs it is known.</summary>
    public StageSignal(GraphStageLogic stage, Action onSignal)
    {
        if (InterpreterOf(stage).OnAsyncInput.Target is not GraphInterpreterShell shell)
            throw new InvalidOperationException("This version of Akka.Streams delivers asynchronous input in another way than StageSignal knows.");
        _stream = shell.Self;
        _message = new ActorGraphInterpreter.AsyncInput(shell, stage, Akka.Done.Instance, GraphStageLogic.NoPromise, _ => onSignal());
    }

    /// <summary>Runs the handler in its stage, soon.</summary>
    public void Fire() => _stream.Tell(_message, ActorRefs.NoSender);

    // In PreStart, Akka's public accessor for the running interpreter is not set yet; the stage itself knows it.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Interpreter")]
    private static extern GraphInterpreter InterpreterOf(GraphStageLogic stage);
}

using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;

namespace ActorMesh.Runtime.Boot;

/// <summary>Writes what actors log to stderr, a line each: what a stranger sent is in it, and must not look like another. Akka's own logger writes to stdout, which belongs to a command's data.</summary>
public sealed class StandardErrorLogger : UntypedActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                break;
            case LogEvent logged:
                Console.Error.WriteLine(LogLine.Of(logged));
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}

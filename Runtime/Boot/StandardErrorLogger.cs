using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;

namespace ActorMesh.Runtime.Boot;

/// <summary>Writes what actors log to stderr, a line each: what a stranger sent is in it, and must not look like another. Akka's own logger writes to stdout, which belongs to a command's data.</summary>
public class StandardErrorLogger : UntypedActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                break;
            case LogEvent logged:
                Tell(logged);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected virtual void Tell(LogEvent logged) => Write(LogLine.Of(logged));

    protected static void Write(string line) => Console.Error.WriteLine(line);
}

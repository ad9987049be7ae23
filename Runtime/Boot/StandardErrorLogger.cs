using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;

namespace ActorMesh.Runtime.Boot;

/// <summary>Writes what actors log to stderr, a line each. Akka's own logger writes to stdout, which belongs to a command's data.</summary>
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
                Console.Error.WriteLine($"{Word(logged.LogLevel())}: {logged.Message}{(logged.Cause is null ? "" : $": {logged.Cause}")}");
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.ErrorLevel => "error",
        LogLevel.WarningLevel => "warning",
        LogLevel.InfoLevel => "info",
        _ => "debug",
    };
}

using ActorMesh.Runtime.Boot;
using Akka.Actor;
using Akka.Event;

namespace ActorMesh.ControlPlane.Identity;

/// <summary>Looks again and again at the roots in the database: what other nodes did to them, and what their rotation is due for.</summary>
public sealed class RootWatchActor : UntypedActor, IWithTimers
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Func<string> _refresh;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private string _trouble = "";

    public RootWatchActor(Func<string> refresh) => _refresh = refresh;

    public abstract record Message
    {
        internal sealed record Look : Message;

        /// <param name="Trouble">Empty when it went well.</param>
        internal sealed record Looked(string Trouble) : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    /// <param name="refresh">May block. Returns what is wrong all the same, in the same words while it is the same; empty when nothing is.</param>
    public static Props Props(Func<string> refresh) => Akka.Actor.Props.Create(() => new RootWatchActor(refresh));

    protected override void PreStart() => Wait();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Message.Look:
                _ = OwnThread.Run(_refresh).PipeTo(Self, success: trouble => new Message.Looked(trouble), failure: e => new Message.Looked($"{e.GetBaseException().Message}; certificates are issued on with what is known"));
                break;
            case Message.Looked looked:
                if (looked.Trouble.Length > 0 && looked.Trouble != _trouble) _log.Warning("{0}", looked.Trouble);
                if (looked.Trouble.Length == 0 && _trouble.Length > 0) _log.Info("the mesh's roots are well again");
                _trouble = looked.Trouble;
                Wait();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Wait() => Timers.StartSingleTimer("look", new Message.Look(), Interval);
}

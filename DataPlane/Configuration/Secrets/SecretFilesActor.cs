using ActorMesh.Runtime.Boot;
using Akka.Actor;
using Akka.Event;

namespace ActorMesh.DataPlane.Configuration.Secrets;

/// <summary>
/// Reads the secrets of the configuration in force again and again, so that a renewed file is used from the next handshake on. Files are
/// compared by what they hold: it does not matter how they were moved into place. One that is not sound leaves the last good in use.
/// </summary>
internal sealed class SecretFilesActor : UntypedActor, IWithTimers
{
    internal static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly SecretBook _book;
    private readonly TimeProvider _clock;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);
    private IReadOnlyList<SecretSource> _sources = [];

    public SecretFilesActor(SecretBook book, TimeProvider clock) => (_book, _clock) = (book, clock);

    public abstract record Message
    {
        /// <summary>These are in force; others are not looked at any more.</summary>
        public sealed record Watch(IReadOnlyList<SecretSource> Sources) : Message;

        internal sealed record Look : Message;

        internal sealed record Read(IReadOnlyList<SecretSource> Sources, LoadedSecrets Found) : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    public static Props Props(SecretBook book, TimeProvider clock) => Akka.Actor.Props.Create(() => new SecretFilesActor(book, clock));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Message.Watch watch:
                _sources = [.. watch.Sources.Where(source => source.IsInFiles)];
                Wait();
                break;
            case Message.Look:
                var sources = _sources;
                var now = _clock.GetUtcNow();
                _ = OwnThread.Run(() => LoadedSecrets.Read(sources, now)).PipeTo(Self, success: found => new Message.Read(sources, found));
                break;
            case Message.Read read when ReferenceEquals(read.Sources, _sources):
                Take(read.Found);
                Wait();
                break;
            case Message.Read:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Take(LoadedSecrets found)
    {
        foreach (var (name, secret) in found.Secrets)
        {
            if (_told.Remove(name)) _log.Info("secret {0} is sound again", name);
            if (_book.Put(name, secret)) _log.Info("secret {0} was renewed", name);
        }
        foreach (var (name, problem) in found.Problems)
        {
            if (_told.GetValueOrDefault(name) == problem) continue;
            _told[name] = problem;
            _log.Warning("secret {0}: {1}; {2}", name, problem, _book.Has(name) ? "what was there before stays in use" : "handshakes that need it fail");
        }
    }

    private void Wait()
    {
        if (_sources.Count > 0) Timers.StartSingleTimer("look", new Message.Look(), LookEvery);
        else Timers.Cancel("look");
    }
}

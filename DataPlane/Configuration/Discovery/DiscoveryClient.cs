using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using Akka.Actor;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>A sidecar's tie to its control plane, as its host sees it.</summary>
public sealed class DiscoveryClient : IAsyncDisposable
{
    private static readonly TimeSpan ApplyLimit = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);

    private IActorRef _actor = ActorRefs.Nobody;
    private readonly Lazy<Task> _end;
    private volatile DiscoveryStatus _status;

    internal DiscoveryClient(DiscoverySettings settings, DateTimeOffset now)
    {
        Settings = settings;
        _end = new Lazy<Task>(() => _actor.AskWithin<DiscoveryActor.Message.Ended>(new DiscoveryActor.Message.End(), EndLimit));
        _status = new DiscoveryStatus(settings.Servers[0], IsConnected: false, now, "", LastError: null);
    }

    public DiscoverySettings Settings { get; }

    public DiscoveryStatus Status => _status;

    /// <summary>What stands in the file has changed: brings it into force together with what was discovered.</summary>
    /// <exception cref="ResourceException">A resource cannot be run; nothing has changed.</exception>
    /// <exception cref="TimeoutException">It takes too long; it may still come into force.</exception>
    public Task<SidecarActor.Message.Applied> Replace(Bootstrap statics) =>
        _actor.AskWithin<SidecarActor.Message.Applied>(new DiscoveryActor.Message.Replace(statics), ApplyLimit);

    /// <summary>Takes what comes next, even if it is older than what is in force: where a control plane has lost its journal, it counts anew.</summary>
    public void ForgetOrder() => _actor.Tell(new DiscoveryActor.Message.ForgetOrder());

    /// <summary>Follows no longer, has told the control plane so, and has written down what runs.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _end.Value;
        }
        catch (TimeoutException)
        {
            // A disk that hangs keeps no process alive.
        }
    }

    internal void Start(IActorRefFactory factory, DiscoveryContext context) => _actor = factory.ActorOf(DiscoveryActor.Props(context), "discovery");

    internal void Publish(DiscoveryStatus status) => _status = status;
}

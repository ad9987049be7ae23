using System.Net;
using ActorMesh.DataPlane.Channels;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.DataPlane.Configuration.Secrets;
using ActorMesh.DataPlane.Identity;
using ActorMesh.DataPlane.Listening;
using ActorMesh.DataPlane.Resilience.Limiting;
using ActorMesh.DataPlane.Routing.Tokens;
using ActorMesh.DataPlane.Security;
using ActorMesh.DataPlane.Telemetry;
using ActorMesh.Runtime.Boot;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Identity;
using ActorMesh.Runtime.Time;
using Akka.Actor;
using Akka.Streams;

namespace ActorMesh.DataPlane;

/// <summary>A data plane as its host sees it: give it configurations, look at it, drain it, stop it.</summary>
public sealed class Sidecar : IAsyncDisposable
{
    private static readonly TimeSpan ApplyLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly ActorSystem _system;
    private readonly TimerWheel _wheel;
    private readonly IActorRef _root, _leases, _keys;
    private readonly KeyDownload _download = new();
    private readonly TimeProvider _clock;
    private readonly ulong _seed;
    private volatile SidecarStatus? _status;

    private Sidecar(ActorSystem system, TimeProvider clock, int connectionsMax, ulong seed, TimeSpan drainLimit)
    {
        (_system, _clock, _seed) = (system, clock, seed);
        _wheel = new TimerWheel(clock);
        var context = new TrafficContext(clock, _wheel, new ClusterDirectory(), Failures, system.Materializer(), new ClientLimit(connectionsMax), seed)
        {
            DrainLimit = drainLimit,
        };
        _status = new SidecarStatus(SidecarState.Initializing, 0, clock.GetUtcNow(), Snapshot.Empty, [], [], null);
        _leases = system.ActorOf(LeaseStreamActor.Props(context.Leases, clock, new Random((int)seed)), "leases");
        _keys = system.ActorOf(KeyFetchActor.Props(context.Keys, _download.Get, clock, new Random((int)seed)), "keys");
        _root = system.ActorOf(SidecarActor.Props(context, Dns.GetHostAddressesAsync, Publish), "sidecar");
        (Leases, Secrets) = (context.Leases, context.Secrets);
    }

    public SidecarStatus Status => _status!;

    /// <summary>The last requests that failed here.</summary>
    public FailureRing Failures { get; } = new();

    /// <summary>Null where nobody is asked who they are.</summary>
    public WorkloadIdentity? Identity { get; private set; }

    /// <summary>Tokens of limits of the whole mesh.</summary>
    public LeasedBuckets Leases { get; }

    /// <summary>What handshakes prove and verify identities with.</summary>
    public SecretStore Secrets { get; }

    /// <param name="connectionsMax">Client connections that it holds at most, over all listeners.</param>
    /// <param name="seed">Seeds every random choice that balancing makes.</param>
    /// <param name="drainLimit">How long the connections of a listener that was removed may take to end.</param>
    public static Sidecar Start(TimeProvider clock, int connectionsMax, ulong seed, TimeSpan drainLimit)
    {
        InlineSockets.Enable();
        return new Sidecar(DataPlaneSystem.Start("actormesh"), clock, connectionsMax, seed, drainLimit);
    }

    /// <summary>Brings a configuration into force, by difference to the one before. Nothing changes when it throws.</summary>
    /// <exception cref="ResourceException">A resource cannot be run.</exception>
    /// <exception cref="TimeoutException">It was not in force in time; it may come into force yet.</exception>
    public Task<SidecarActor.Message.Applied> Apply(Bootstrap bootstrap) => Apply(bootstrap, isDiscovered: false);

    /// <summary>Follows a control plane from now on. Whoever does so applies nothing directly any more.</summary>
    /// <param name="statics">What runs together with what the control plane sends.</param>
    /// <param name="report">Told what happens, on any thread.</param>
    public DiscoveryClient Follow(DiscoverySettings settings, Bootstrap statics, Action<DiscoveryReport> report)
    {
        // A workload's certificate is made here, also before it is known whose it will be; whom it trusts comes with it at first.
        settings = settings with
        {
            IsOwnSecret = name => Secrets.IsOwn(name) || (Identity is not null && SpiffeId.TryParse(name, out var id, out _) && id.Path.Length > 0),
            ComesWithIdentity = name => Identity is not null && SpiffeId.TryParse(name, out var id, out _) && id.Path.Length == 0,
        };
        var client = new DiscoveryClient(settings, _clock.GetUtcNow());
        client.Start(_system, new DiscoveryContext(settings, statics, whole => Apply(whole, isDiscovered: true), client.Publish, report, _clock, new Random((int)_seed))
        {
            Secrets = Secrets,
        });
        return client;
    }

    /// <summary>Has an identity from now on: issued by a control plane and renewed in time.</summary>
    /// <param name="report">Told what happens, on any thread.</param>
    public void Identify(IdentitySettings settings, Action<IdentityReport> report)
    {
        Identity = new WorkloadIdentity(Secrets, _clock);
        Identity.Start(_system, settings, report, new Random((int)_seed), "identity");
    }

    /// <summary>Has an identity that is not for traffic but for what else its host does.</summary>
    /// <param name="report">Told what happens, on any thread.</param>
    public WorkloadIdentity IdentifyHost(IdentitySettings settings, Action<IdentityReport> report)
    {
        var identity = new WorkloadIdentity(new SecretStore(_clock), _clock);
        identity.Start(_system, settings, report, new Random((int)_seed), "host-identity");
        return identity;
    }

    /// <summary>Has the identity that lies in a folder, as PEM, and takes what is put there later.</summary>
    /// <param name="report">Told what happens, on any thread.</param>
    public void Identify(string folder, Action<IdentityReport> report)
    {
        Identity = new WorkloadIdentity(Secrets, _clock);
        Identity.Watch(_system, folder, report);
    }

    /// <summary>Says which control nodes are asked for tokens of limits of the whole mesh, any of them. With none, those limits do what they say of errors.</summary>
    /// <param name="controlNodes">HOST:PORT each.</param>
    /// <param name="tls">How they are connected to; null for plain.</param>
    public void UseLimiters(IReadOnlyList<string> controlNodes, ControlPlaneTls? tls) =>
        _leases.Tell(new LeaseStreamActor.Message.Use([.. controlNodes.Select(node => LeaseStream.To(node, tls))]));

    /// <summary>The same where they are reached in another way.</summary>
    public void UseLimiter(Func<LeaseEvents, ILeaseTransport> way) => _leases.Tell(new LeaseStreamActor.Message.Use([way]));

    /// <summary>Accepts nothing new and lets what is under way finish. False when some of it had to be cut off after <paramref name="limit"/>.</summary>
    public async Task<bool> Drain(TimeSpan limit)
    {
        var answer = await _root.AskWithin<SidecarActor.Message.Drained>(new SidecarActor.Message.Drain(limit), limit + ApplyLimit);
        return answer.InTime;
    }

    private async Task<SidecarActor.Message.Applied> Apply(Bootstrap bootstrap, bool isDiscovered)
    {
        var (sources, now) = (SecretSources.Of(bootstrap), _clock.GetUtcNow());
        var secrets = sources.Count == 0 ? LoadedSecrets.None : await OwnThread.Run(() => LoadedSecrets.Read(sources, now));
        var apply = new SidecarActor.Message.Apply(bootstrap) { Secrets = secrets, IsDiscovered = isDiscovered };
        return await _root.AskWithin<SidecarActor.Message>(apply, ApplyLimit) switch
        {
            SidecarActor.Message.Applied applied => applied,
            SidecarActor.Message.Refused refused => throw new ResourceException("update refused", refused.Reason, refused.Cause),
            var other => throw new InvalidOperationException($"Unexpected answer {other}."),
        };
    }

    private void Publish(SidecarStatus status)
    {
        _status = status;
        _leases.Tell(new LeaseStreamActor.Message.Need(status.Snapshot.HasGlobalLimits));
        _keys.Tell(new KeyFetchActor.Message.Need(status.Snapshot.KeyOrigins));
    }

    public async ValueTask DisposeAsync()
    {
        // Listeners first: they reset what is still under way, where a stream that is merely stopped would end it as if it were whole.
        await _root.GracefulStop(StopLimit);
        await _system.Terminate();
        _wheel.Dispose();
        _download.Dispose();
    }
}

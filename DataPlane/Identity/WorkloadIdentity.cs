using ActorMesh.DataPlane.Channels;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Identity;
using Akka.Actor;

namespace ActorMesh.DataPlane.Identity;

/// <summary>The identity of this workload, as its host sees it.</summary>
public sealed class WorkloadIdentity
{
    private readonly TaskCompletionSource _had = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SecretStore _secrets;
    private readonly TimeProvider _clock;
    private volatile WorkloadSvid? _svid;
    private volatile IdentityStatus _status = IdentityStatus.None;
    private volatile IActorRef? _keeper;

    internal WorkloadIdentity(SecretStore secrets, TimeProvider clock)
    {
        (_secrets, _clock) = (secrets, clock);
        ControlPlane = new ControlPlaneTls(() => _svid?.Tls, (leaf, sent) => _svid is { } held
            ? ServerCheck.Problem(secrets.Workloads, leaf, sent, Believed(held))
            : "this workload has no identity yet, and so knows nobody to believe")
        {
            Ready = _had.Task,
        };
    }

    /// <summary>Null before there is one.</summary>
    public WorkloadSvid? Svid => _svid;

    public IdentityStatus Status => _status;

    /// <summary>Ends when there is one.</summary>
    public Task Had => _had.Task;

    /// <summary>The identity of the application beside it; null where nobody would issue one.</summary>
    public ApplicationIdentity? Application { get; private set; }

    /// <summary>How its control plane is connected to.</summary>
    public ControlPlaneTls ControlPlane { get; }

    internal void Start(IActorRefFactory factory, IdentitySettings settings, Action<IdentityReport> report, Random random, string name)
    {
        var client = new IdentityClient(settings.Servers, ControlPlane, _clock, random);
        var file = settings.StateFolder is { } folder ? new IdentityFile(folder) : null;
        var token = settings.TokenFile is { } path ? new TokenFile(path) : null;
        var seed = random.Next();
        Application = new ApplicationIdentity(_secrets, _clock, application => Keep(application, factory, settings, new Random(seed)));
        _keeper = factory.ActorOf(IdentityActor.Props(new IdentityContext(file, token, client.Ask, Take, Publish, report, _clock, random) { Believed = Believed }), name);
    }

    /// <summary>Has the next certificate issued now, with another key. False where nobody issues any to this process.</summary>
    public bool Rotate()
    {
        _keeper?.Tell(new IdentityActor.Message.Rotate());
        return _keeper is not null;
    }

    internal void Watch(IActorRefFactory factory, string folder, Action<IdentityReport> report) =>
        factory.ActorOf(IdentityFolderActor.Props(new IdentityFolder(folder), Take, Publish, report, _clock), "identity");

    private void Publish(IdentityStatus status) => _status = status;

    // Roots that discovery brought may be newer than those that came with the certificate.
    private TrustBundle Believed(WorkloadSvid held) =>
        _secrets.Roots($"{SpiffeId.ForTrustDomain(held.Bundle.TrustDomain)}")?.BundleFor(held.Bundle.TrustDomain) ?? held.Bundle;

    // It is never kept: an application asks again.
    private Kept Keep(ApplicationIdentity application, IActorRefFactory factory, IdentitySettings settings, Random random)
    {
        var client = new IdentityClient(settings.Servers, ControlPlane, _clock, random);
        var context = new IdentityContext(null, null, client.Ask, application.Take, application.Publish, report => application.Report(report), _clock, random) { IsByIdentity = true, Believed = Believed };
        return new Kept(factory.ActorOf(IdentityActor.Props(context)));
    }

    private void Take(WorkloadSvid svid)
    {
        svid.PutInto(_secrets);
        _svid = svid;
        Application?.Hear(svid);
        _had.TrySetResult();
    }

    private sealed class Kept(IActorRef actor) : IDisposable
    {
        public void Dispose() => actor.Tell(PoisonPill.Instance);
    }
}

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

    /// <summary>How its control plane is connected to.</summary>
    public ControlPlaneTls ControlPlane { get; }

    internal void Start(IActorRefFactory factory, IdentitySettings settings, Action<IdentityReport> report, Random random, string name)
    {
        var client = new IdentityClient(settings.Servers, ControlPlane, _clock, random);
        var file = settings.StateFolder is { } folder ? new IdentityFile(folder) : null;
        var token = settings.TokenFile is { } path ? new TokenFile(path) : null;
        factory.ActorOf(IdentityActor.Props(new IdentityContext(file, token, client.Ask, Take, Publish, report, _clock, random)), name);
    }

    internal void Watch(IActorRefFactory factory, string folder, Action<IdentityReport> report) =>
        factory.ActorOf(IdentityFolderActor.Props(new IdentityFolder(folder), Take, Publish, report, _clock), "identity");

    private void Publish(IdentityStatus status) => _status = status;

    // Roots that discovery brought may be newer than those that came with the certificate.
    private TrustBundle Believed(WorkloadSvid held) =>
        _secrets.Roots($"{SpiffeId.ForTrustDomain(held.Bundle.TrustDomain)}")?.BundleFor(held.Bundle.TrustDomain) ?? held.Bundle;

    private void Take(WorkloadSvid svid)
    {
        svid.PutInto(_secrets);
        _svid = svid;
        _had.TrySetResult();
    }
}

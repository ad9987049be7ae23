using System.Security.Cryptography.X509Certificates;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.DataPlane.Identity;

/// <summary>
/// The identity of the application beside a sidecar: the same name, by a key of its own, which is made when it is first asked for. The key of
/// the sidecar is not given to anybody.
/// </summary>
public sealed class ApplicationIdentity
{
    /// <summary>So long the first certificate may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly SecretStore _secrets;
    private readonly Func<ApplicationIdentity, IDisposable> _keep;
    private readonly TimeProvider _clock;
    private volatile ApplicationEdition _edition = ApplicationEdition.None;
    private volatile IdentityStatus _status = IdentityStatus.None;
    private IDisposable? _keeping;
    private bool _isTaking;

    /// <param name="keep">Begins to have certificates issued for it and renewed, until disposed of.</param>
    internal ApplicationIdentity(SecretStore secrets, TimeProvider clock, Func<ApplicationIdentity, IDisposable> keep)
    {
        (_secrets, _clock, _keep) = (secrets, clock, keep);
        secrets.Watch(HearRoots);
    }

    /// <summary>How it stands; nothing of it is there before it was asked for.</summary>
    public IdentityStatus Status => _status;

    /// <summary>Told what happens to it, on any thread.</summary>
    public Action<IdentityReport> Report { get; set; } = _ => { };

    /// <summary>What may be told now, or as soon as it is another than what was told before.</summary>
    /// <param name="told">Null for nothing.</param>
    /// <param name="withKey">With the certificate and its key; without, whom to believe.</param>
    /// <exception cref="NoIdentityException">There is no identity, or it has ended.</exception>
    /// <exception cref="TimeoutException">The first certificate was not issued in time.</exception>
    public async Task<ApplicationEdition> Next(ApplicationEdition? told, bool withKey, CancellationToken stop)
    {
        var began = _clock.GetTimestamp();
        while (true)
        {
            var edition = _edition;
            if (edition.Id is null) throw new NoIdentityException("this workload has no identity yet");
            if (withKey) Keep();
            var (now, end) = (_clock.GetUtcNow(), edition.End(withKey));
            if (end <= now) throw new NoIdentityException($"the identity of this workload ended at {end:u}, and the next could not be had: {_status.LastError ?? "nobody has issued it"}");
            if (end is not null && (told is null || !edition.SaysTheSame(told, withKey))) return edition;
            var left = end is null ? Patience - _clock.GetElapsedTime(began) : end.Value - now;
            if (left <= TimeSpan.Zero) throw new TimeoutException($"the certificate was not issued in time: {_status.LastError ?? "the control plane has not answered"}");
            // The clock may leap.
            var look = left < IdentityKeeper.LookEvery ? left : IdentityKeeper.LookEvery;
            await edition.Replaced.WaitAsync(look, _clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The sidecar has a certificate, its first or the next.</summary>
    internal void Hear(WorkloadSvid sidecar)
    {
        lock (_gate)
        {
            // Whoever is somebody else now asks anew.
            if (_edition.Id is { } before && !before.Equals(sidecar.Id))
            {
                _keeping?.Dispose();
                _keeping = null;
            }
            Replace(_edition.OfSidecar(sidecar, RootsOf(sidecar)));
        }
    }

    /// <summary>The application has a certificate, its first or the next.</summary>
    internal void Take(WorkloadSvid application)
    {
        lock (_gate)
        {
            if (!application.Id.Equals(_edition.Id)) return;
            // The sidecar believes whom its application believes. Both change in one step, so that nobody is told the one without the other.
            _isTaking = true;
            if (!_edition.Believes(application.Bundle.Roots)) application.PutRootsInto(_secrets);
            _isTaking = false;
            Replace(_edition.WithApplication(application, RootsOf(application)));
        }
    }

    internal void Publish(IdentityStatus status) => _status = status;

    private static string NameOfRoots(SpiffeId id) => $"{SpiffeId.ForTrustDomain(id.TrustDomain)}";

    // A bundle that came with a certificate may be older than the one that is held.
    private IReadOnlyList<X509Certificate2> RootsOf(WorkloadSvid svid) => _secrets.Roots(NameOfRoots(svid.Id)) is { } held ? [.. held.Certificates] : svid.Bundle.Roots;

    private void Keep()
    {
        lock (_gate) _keeping ??= _keep(this);
    }

    private void HearRoots(string name)
    {
        lock (_gate)
        {
            if (_isTaking || _edition.Id is not { } id || name != NameOfRoots(id) || _secrets.Roots(name) is not { } roots || _edition.Believes([.. roots.Certificates])) return;
            Replace(_edition.WithRoots([.. roots.Certificates]));
        }
    }

    private void Replace(ApplicationEdition next)
    {
        var past = _edition;
        _edition = next;
        past.Replace();
    }
}

using System.Security.Cryptography.X509Certificates;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.DataPlane.Identity;

/// <summary>What the application beside a sidecar may be told at one moment. Its parts belong together. Immutable.</summary>
public sealed class ApplicationEdition
{
    public static readonly ApplicationEdition None = new(null, null, []);

    private readonly TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WorkloadSvid? _sidecar, _application;

    private ApplicationEdition(WorkloadSvid? sidecar, WorkloadSvid? application, IReadOnlyList<X509Certificate2> roots) =>
        (_sidecar, _application, Roots) = (sidecar, application, roots);

    /// <summary>Null while nobody knows who this workload is.</summary>
    public SpiffeId? Id => _sidecar?.Id;

    /// <summary>Whom it believes.</summary>
    public IReadOnlyList<X509Certificate2> Roots { get; }

    /// <summary>The application's own certificate first, then its intermediates; empty while there is none.</summary>
    public IReadOnlyList<X509Certificate2> Chain => _application is { } held ? [held.Tls.Certificate, .. held.Tls.Intermediates] : [];

    /// <summary>Of the application's certificate, hexadecimal; null while there is none.</summary>
    public string? Serial => _application?.Serial;

    /// <summary>Ends when there is another.</summary>
    public Task Replaced => _replaced.Task;

    /// <summary>The application's private key (PKCS #8, DER), for it alone: whoever has sent it wipes it out.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public byte[] ExportKey()
    {
        using var key = _application?.Tls.Certificate.GetECDsaPrivateKey() ?? throw new InvalidOperationException("There is no key yet.");
        return key.ExportPkcs8PrivateKey();
    }

    /// <summary>The end of what is told; null while that is not there.</summary>
    /// <param name="withKey">Whether the certificate and its key are told, or only whom to believe.</param>
    internal DateTimeOffset? End(bool withKey) => (withKey ? _application : _sidecar)?.Term.NotAfter;

    /// <param name="withKey">Whether the certificate and its key are told, or only whom to believe.</param>
    internal bool SaysTheSame(ApplicationEdition other, bool withKey) =>
        (!withKey || ReferenceEquals(_application, other._application)) && Believes(other.Roots);

    internal bool Believes(IReadOnlyList<X509Certificate2> roots) =>
        Roots.Count == roots.Count && Roots.Zip(roots).All(pair => pair.First.RawDataMemory.Span.SequenceEqual(pair.Second.RawDataMemory.Span));

    /// <summary>The sidecar has a certificate, its first or the next. One that is for somebody else leaves the application with none.</summary>
    internal ApplicationEdition OfSidecar(WorkloadSvid sidecar, IReadOnlyList<X509Certificate2> roots) =>
        new(sidecar, sidecar.Id.Equals(_application?.Id) ? _application : null, roots);

    internal ApplicationEdition WithApplication(WorkloadSvid application, IReadOnlyList<X509Certificate2> roots) => new(_sidecar, application, roots);

    internal ApplicationEdition WithRoots(IReadOnlyList<X509Certificate2> roots) => new(_sidecar, _application, roots);

    internal void Replace() => _replaced.TrySetResult();
}

namespace ActorMesh.ControlPlane.Identity;

/// <summary>What this node did for identities since it started. Any thread.</summary>
public sealed class IdentityCounters
{
    private long _issuedByToken, _issuedByCertificate, _refused, _locked;

    public long IssuedByToken => Interlocked.Read(ref _issuedByToken);

    public long IssuedByCertificate => Interlocked.Read(ref _issuedByCertificate);

    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Refused because their address had failed too often.</summary>
    public long Locked => Interlocked.Read(ref _locked);

    internal void CountIssued(bool isByToken) => Interlocked.Increment(ref isByToken ? ref _issuedByToken : ref _issuedByCertificate);

    internal void CountRefused(bool isLocked)
    {
        Interlocked.Increment(ref _refused);
        if (isLocked) Interlocked.Increment(ref _locked);
    }
}

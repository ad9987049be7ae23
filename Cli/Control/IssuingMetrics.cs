using ActorMesh.Cli.Metrics;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.Cli.Control;

/// <summary>The numbers of what a control node issues.</summary>
internal static class IssuingMetrics
{
    private static readonly MetricFamily Issued = MetricFamily.Counter("actormesh_identity_issued_total", "Certificates that this node signed, by how their holder proved who it is: token or certificate.");
    private static readonly MetricFamily Refused = MetricFamily.Counter("actormesh_identity_refused_total", "Requests for certificates that were refused.");
    private static readonly MetricFamily Locked = MetricFamily.Counter("actormesh_identity_locked_total", "Those among them that came from an address with too many wrong tokens.");
    private static readonly MetricFamily Lost = MetricFamily.Counter("actormesh_identity_audit_lost_total", "Lines of the audit log that could not be written.");
    private static readonly MetricFamily Bundle = MetricFamily.Gauge("actormesh_identity_bundle_sequence", "Of what members of the mesh believe; it rises with each step of a rotation.");
    private static readonly MetricFamily End = MetricFamily.Gauge("actormesh_identity_root_expiry_timestamp_seconds", "When roots end, in seconds since 1970.");

    public static IEnumerable<Metric> Of(IdentityContext identities)
    {
        yield return Issued.Of(null, identities.Counters.IssuedByToken, ("by", "token"));
        yield return Issued.Of(null, identities.Counters.IssuedByCertificate, ("by", "certificate"));
        yield return Refused.Of(null, identities.Counters.Refused);
        yield return Locked.Of(null, identities.Counters.Locked);
        yield return Lost.Of(null, identities.Audit.Lost);
        yield return Bundle.Of(null, identities.Authority.Bundle.Sequence);
        foreach (var root in identities.Authority.Book.Believed)
            yield return End.Of(null, CertificateLife.End(root.Root).ToUnixTimeSeconds(), ("root", root.Name));
    }
}

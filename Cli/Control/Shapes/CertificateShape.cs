using ActorMesh.ControlPlane.Identity;

namespace ActorMesh.Cli.Control.Shapes;

/// <summary>A certificate that a control node signed and that has not ended.</summary>
/// <param name="Service">The last part of its name.</param>
/// <param name="RotatesAt">When its holder is to have it renewed.</param>
/// <param name="Issuer">The root that it is below of.</param>
/// <param name="Node">The control node that signed it, as host:port.</param>
internal sealed record CertificateShape(string Service, string SpiffeId, string Serial, DateTimeOffset NotBefore, DateTimeOffset NotAfter, DateTimeOffset RotatesAt, string Issuer, string Node)
{
    /// <summary>Whether members believe that root.</summary>
    public bool IsBelieved { get; init; } = true;

    /// <param name="believed">Names of the roots that members believe.</param>
    public static CertificateShape Of(NodeCertificate signed, IReadOnlySet<string> believed)
    {
        var (one, start, end) = (signed.Certificate, signed.Certificate.NotBefore.ToDateTimeOffset(), signed.Certificate.NotAfter.ToDateTimeOffset());
        return new CertificateShape(
            one.Identity[(one.Identity.LastIndexOf('/') + 1)..], one.Identity, one.Serial, start, end, start + ((end - start) * signed.RotateAt), one.Issuer, signed.Node)
        {
            IsBelieved = believed.Contains(one.Issuer),
        };
    }
}

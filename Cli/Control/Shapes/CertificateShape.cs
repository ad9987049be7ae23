using ActorMesh.ControlPlane.Identity.Issuing;

namespace ActorMesh.Cli.Control.Shapes;

/// <summary>A certificate that a control node signed and that has not ended.</summary>
/// <param name="Service">The last part of its name.</param>
/// <param name="RotatesAt">When its holder is to have it renewed.</param>
/// <param name="Issuer">The root that it is below of.</param>
internal sealed record CertificateShape(string Service, string SpiffeId, string Serial, DateTimeOffset NotBefore, DateTimeOffset NotAfter, DateTimeOffset RotatesAt, string Issuer)
{
    public static CertificateShape Of(IssuedSvid issued, double rotateAt) => new(
        issued.Id.Path[(issued.Id.Path.LastIndexOf('/') + 1)..],
        $"{issued.Id}",
        issued.Serial,
        issued.NotBefore,
        issued.NotAfter,
        issued.NotBefore + ((issued.NotAfter - issued.NotBefore) * rotateAt),
        issued.Issuer);
}

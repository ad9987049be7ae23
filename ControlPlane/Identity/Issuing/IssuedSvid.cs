using ActorMesh.Runtime.Identity;

namespace ActorMesh.ControlPlane.Identity.Issuing;

/// <summary>A certificate that was just signed.</summary>
/// <param name="Chain">DER: its own first, without the root.</param>
/// <param name="Serial">Hexadecimal, lower case.</param>
/// <param name="Issuer">As people are shown it.</param>
public sealed record IssuedSvid(SpiffeId Id, IReadOnlyList<byte[]> Chain, string Serial, DateTimeOffset NotBefore, DateTimeOffset NotAfter, string Issuer)
{
    /// <summary>The serial number of the certificate of the same name that its holder had before, as it said; empty for none.</summary>
    public string Replaces { get; init; } = "";
}

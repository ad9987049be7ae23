using System.Net;
using ActorMesh.ControlPlane.Identity.Auditing;

namespace ActorMesh.ControlPlane.Identity;

/// <summary>Who asks for a certificate.</summary>
/// <param name="Identity">Empty while it is not known.</param>
internal sealed record Applicant(IPAddress Address, bool IsByToken, string Identity)
{
    /// <summary>The serial number of the certificate that it showed; null for none.</summary>
    public string? Shown { get; init; }

    /// <summary>The serial number of the certificate that it holds no more once it has the next, lower case; empty for none.</summary>
    public string Replaces { get; init; } = "";

    public AuditEvent Event(string what) => new(what, Identity) { By = IsByToken ? "token" : "certificate", Address = $"{Address}", Shown = Shown };
}

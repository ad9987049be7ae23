namespace ActorMesh.ControlPlane.Identity.Auditing;

/// <summary>A line of the audit log.</summary>
internal sealed record AuditLine(
    DateTimeOffset At, string Node, string What, string Identity, string? By, string? Address, string? Serial, string? Shown, DateTimeOffset? NotAfter, string? Issuer, string? Token, string? Author,
    string? Reason, long? Times);

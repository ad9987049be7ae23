namespace ActorMesh.DataPlane.Identity;

/// <summary>How the workload stands with its identity. There is no secret in it.</summary>
/// <param name="Id">SPIFFE id; null while there is none.</param>
/// <param name="Serial">Hexadecimal; null while there is none.</param>
/// <param name="NextRotation">Null while there is none to come.</param>
/// <param name="LastError">Why the next could not be had; null when nothing went wrong since the last.</param>
/// <param name="Failures">In a row.</param>
public sealed record IdentityStatus(
    string? Id, string? Serial, DateTimeOffset? NotBefore, DateTimeOffset? NotAfter, DateTimeOffset? NextRotation, string? LastError, int Failures)
{
    public static readonly IdentityStatus None = new(null, null, null, null, null, null, 0);

    /// <summary>Why nobody believes it any more, although it has not ended; null while others do.</summary>
    public string? Disbelief { get; init; }

    /// <summary>Certificates that were had since the start.</summary>
    public long Renewals { get; init; }
}

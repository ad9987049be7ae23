using ActorMesh.DataPlane.Identity;

namespace ActorMesh.Cli.Admin;

/// <summary>The workload's identity, as JSON. What is not known is left out.</summary>
/// <param name="State"><c>none</c> where nobody is asked who they are, <c>waiting</c> before there is one, <c>valid</c>, <c>not believed</c> (no root that members believe has signed it) or <c>expired</c>.</param>
/// <param name="SpiffeId">Null while there is none.</param>
/// <param name="Serial">Hexadecimal.</param>
/// <param name="SecondsLeft">Below 0 once it has ended.</param>
/// <param name="Failures">In a row, to have the next.</param>
internal sealed record IdentityShape(
    string State, string? SpiffeId, string? Serial, DateTimeOffset? NotBefore, DateTimeOffset? NotAfter, long? SecondsLeft, DateTimeOffset? NextRotation, string? LastError, int Failures)
{
    /// <param name="status">Null where nobody is asked who they are.</param>
    public static IdentityShape Of(IdentityStatus? status, DateTimeOffset now)
    {
        if (status is null) return new IdentityShape("none", null, null, null, null, null, null, null, 0);
        var state = status.NotAfter is not { } end ? "waiting" : now >= end ? "expired" : status.Disbelief is null ? "valid" : "not believed";
        return new IdentityShape(
            state, status.Id, status.Serial, status.NotBefore, status.NotAfter, (long?)(status.NotAfter - now)?.TotalSeconds, status.NextRotation, status.LastError ?? status.Disbelief, status.Failures);
    }
}

namespace ActorMesh.DataPlane.Identity;

/// <summary>What happens to an identity. There is no secret in it.</summary>
public abstract record IdentityReport
{
    /// <param name="IsKept">It was on the disk.</param>
    public sealed record Had(string Id, DateTimeOffset NotAfter, bool IsKept) : IdentityReport;

    /// <summary>It comes as soon as somebody gives what is missing.</summary>
    public sealed record Waiting(string Text) : IdentityReport;

    /// <summary>The next could not be had.</summary>
    public sealed record Failed(string Reason, DateTimeOffset RetryAt) : IdentityReport;

    /// <summary>It is near its end, and the next could not be had.</summary>
    public sealed record NearEnd(string Id, TimeSpan Left, string? LastError) : IdentityReport;

    /// <summary>It has ended: nobody believes it any more.</summary>
    public sealed record Expired(string Id, TimeSpan Since, string? LastError) : IdentityReport;

    /// <summary>Something is wrong, and everything goes on.</summary>
    public sealed record Remark(string Text) : IdentityReport;
}

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

    /// <summary>Nobody believes it any more, although it has not ended.</summary>
    /// <param name="TokenFile">Where a token is looked for; null for nowhere.</param>
    public sealed record Disbelieved(string Id, string Reason, string? TokenFile) : IdentityReport;

    /// <summary>Something is wrong, and everything goes on.</summary>
    public sealed record Remark(string Text) : IdentityReport;
}

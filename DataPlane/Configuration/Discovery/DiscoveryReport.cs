namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>Something that happened between a sidecar and its control plane, for people to read.</summary>
public abstract record DiscoveryReport
{
    /// <summary>A server takes questions.</summary>
    public sealed record Connected(string Server) : DiscoveryReport;

    /// <summary>A server cannot be had any more; what runs goes on.</summary>
    public sealed record Lost(string Server, string Reason) : DiscoveryReport;

    /// <summary>Something else is in force.</summary>
    public sealed record Applied(SidecarActor.Message.Applied Change) : DiscoveryReport;

    /// <summary>Something that was sent is not run; what ran before goes on.</summary>
    public sealed record Refused(string Server, string Reason) : DiscoveryReport;

    /// <summary>What runs was kept on disk.</summary>
    public sealed record Restored(DateTimeOffset KeptAt) : DiscoveryReport;

    /// <summary>Something is not as it should be, and nothing stops for it.</summary>
    public sealed record Remark(string Text) : DiscoveryReport;
}

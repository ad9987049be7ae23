namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>How it stands between a sidecar and its control plane. Replaced whole at each change.</summary>
/// <param name="Server">HOST:PORT of the one that is connected, or that was last tried.</param>
/// <param name="IsConnected">Whether a stream works.</param>
/// <param name="Since">When that last changed.</param>
/// <param name="Identifier">What the control plane last said of itself; empty for nothing.</param>
/// <param name="LastError">Why the last stream ended; null when none has.</param>
public sealed record DiscoveryStatus(string Server, bool IsConnected, DateTimeOffset Since, string Identifier, string? LastError)
{
    /// <summary>When an answer last came; null when none has.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>The newest that was taken, where control planes order what they publish.</summary>
    public DiscoveryFence? Fence { get; init; }

    /// <summary>Answers that were older than what is in force, and so refused.</summary>
    public long StaleAnswers { get; init; }

    /// <summary>When what runs was kept on disk, while nothing newer has come; null when it came from the control plane.</summary>
    public DateTimeOffset? KeptAt { get; init; }

    /// <summary>Why what runs is not kept on disk; null when it is, or is not to be.</summary>
    public string? NotKept { get; init; }

    /// <summary>Whether it is known, or no longer waited for, what there is to run.</summary>
    public bool IsSettled { get; init; }

    /// <summary>Names of clusters and listeners that wait for a part of theirs.</summary>
    public IReadOnlyList<string> Warming { get; init; } = [];

    public IReadOnlyList<DiscoveredTypeStatus> Types { get; init; } = [];
}

namespace ActorMesh.Cli.Sidecars.Joining;

/// <summary>What a joined sidecar does with what it was told.</summary>
internal enum WorkloadVerdict
{
    /// <summary>It runs that already, or refused it already.</summary>
    Known,

    /// <summary>It is to be brought into force.</summary>
    Apply,

    /// <summary>There is something newer, and it did not come along.</summary>
    Ask,

    /// <summary>There is nothing for it to run; what it runs goes on.</summary>
    Nothing,

    /// <summary>Out of date.</summary>
    Older,

    /// <summary>From a leader that was replaced.</summary>
    Stale,
}

namespace ActorMesh.ControlPlane.Distribution;

/// <summary>What a node does with something that was published.</summary>
public enum PublicationVerdict
{
    /// <summary>It has that already, or is about to.</summary>
    Known,

    /// <summary>It goes into force, or is pulled.</summary>
    Newer,

    /// <summary>Out of date, from the leader that it follows: late, or twice.</summary>
    Older,

    /// <summary>From a leader that was replaced.</summary>
    Stale,

    /// <summary>From a journal that lacks what this node has.</summary>
    Behind,
}

namespace ActorMesh.DataPlane.Routing.Retrying;

/// <summary>Whether an attempt that failed is followed by another.</summary>
public enum RetryVerdict : byte
{
    /// <summary>The policy does not ask for it: what came is the answer.</summary>
    NotWanted,
    Retry,
    /// <summary>The policy asks for it, but tries, time or budget are used up: callers need not try again either.</summary>
    GaveUp,
}

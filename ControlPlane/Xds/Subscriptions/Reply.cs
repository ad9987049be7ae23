namespace ActorMesh.ControlPlane.Xds.Subscriptions;

/// <summary>What a request says of the answers before it.</summary>
public enum Reply
{
    /// <summary>Nothing: it speaks of itself, as the first of its type does.</summary>
    None,

    /// <summary>It names an answer that is not the latest.</summary>
    Stale,

    /// <summary>It names the latest answer, which it has judged before.</summary>
    Repeated,

    Accepted,

    /// <summary>The client goes on with what it accepted before.</summary>
    Refused,
}

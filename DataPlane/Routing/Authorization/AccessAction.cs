namespace ActorMesh.DataPlane.Routing.Authorization;

/// <summary>What becomes of a request that a policy matches.</summary>
internal enum AccessAction : byte
{
    /// <summary>It is allowed, and all else denied.</summary>
    Allow,
    /// <summary>It is denied, and all else allowed.</summary>
    Deny,
    /// <summary>Nothing is denied.</summary>
    Log,
}

namespace ActorMesh.DataPlane.Routing.Authorization;

/// <summary>What one policy has decided, where that is counted.</summary>
public sealed record PolicyStatus(string Name, long Allowed, long Denied, long ShadowAllowed, long ShadowDenied);

namespace ActorMesh.DataPlane.Routing.Tokens;

/// <summary>A place where tokens are asked for, at one moment.</summary>
/// <param name="Place">Where it is configured; empty for the listener itself.</param>
/// <param name="Known">Of those allowed, how many had a token that had been found good before.</param>
public sealed record TokenStatus(string Place, string Summary, long Allowed, long Denied, long Known);

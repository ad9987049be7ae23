namespace ActorMesh.DataPlane.Identity;

/// <summary>Where an identity comes from, and where it is kept.</summary>
/// <param name="Servers">Control nodes: HOST:PORT each.</param>
/// <param name="StateFolder">For its owner only; null keeps nothing.</param>
/// <param name="TokenFile">With the token that lets it in; null where there is none.</param>
public sealed record IdentitySettings(IReadOnlyList<string> Servers, string? StateFolder, string? TokenFile);

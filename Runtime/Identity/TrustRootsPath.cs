namespace ActorMesh.Runtime.Identity;

/// <summary>Where a control node shows the mesh's roots to anybody, as PEM. They are no secret, and are believed only by their hash.</summary>
public static class TrustRootsPath
{
    public const string Value = "/roots";
}

namespace ActorMesh.ControlPlane.Identity.Roots;

/// <summary>The mesh's roots cannot be had. The message says why, and what to do.</summary>
public sealed class RootStoreException(string message) : Exception(message)
{
    /// <summary>The database did not answer: it may later.</summary>
    public bool IsUnreachable { get; init; }
}

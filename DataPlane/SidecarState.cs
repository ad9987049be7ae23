namespace ActorMesh.DataPlane;

/// <summary>Where a sidecar is in its life.</summary>
public enum SidecarState
{
    /// <summary>No configuration is in force yet.</summary>
    Initializing,
    Live,
    /// <summary>Finishing what is under way, accepting nothing new.</summary>
    Draining,
}

namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>Who granted a lease.</summary>
/// <param name="Epoch">Of the mesh.</param>
/// <param name="Incarnation">Within the epoch.</param>
public readonly record struct LeaseTerm(long Epoch, long Incarnation)
{
    /// <summary>It was replaced, and may grant no more.</summary>
    public bool IsBefore(LeaseTerm other) => (Epoch, Incarnation).CompareTo((other.Epoch, other.Incarnation)) < 0;
}

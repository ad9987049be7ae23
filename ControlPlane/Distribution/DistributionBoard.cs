namespace ActorMesh.ControlPlane.Distribution;

/// <summary>Where the distributor of a node shows how it stands. One writer, any number of readers.</summary>
public sealed class DistributionBoard
{
    private volatile DistributionStatus _current = DistributionStatus.Nothing;

    public DistributionStatus Current => _current;

    internal void Show(DistributionStatus status) => _current = status;
}

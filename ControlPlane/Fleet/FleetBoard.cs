namespace ActorMesh.ControlPlane.Fleet;

/// <summary>Where the fleet actor of a node shows how its proxies are. One writer, any number of readers.</summary>
public sealed class FleetBoard
{
    private volatile FleetStatus _current = FleetStatus.Nothing;

    public FleetStatus Current => _current;

    internal void Show(FleetStatus status) => _current = status;
}

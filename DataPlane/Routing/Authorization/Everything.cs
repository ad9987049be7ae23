namespace ActorMesh.DataPlane.Routing.Authorization;

internal sealed class Everything : AccessTest
{
    public static readonly Everything Instance = new();

    public override bool Holds(in AccessInput input) => true;
}

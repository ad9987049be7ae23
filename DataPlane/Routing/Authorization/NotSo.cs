namespace ActorMesh.DataPlane.Routing.Authorization;

internal sealed class NotSo(AccessTest test) : AccessTest
{
    public override bool Holds(in AccessInput input) => !test.Holds(in input);
}

namespace ActorMesh.DataPlane.Routing.Authorization;

internal sealed class AnyOf(AccessTest[] tests) : AccessTest
{
    public override bool Holds(in AccessInput input)
    {
        foreach (var test in tests)
            if (test.Holds(in input)) return true;
        return false;
    }
}

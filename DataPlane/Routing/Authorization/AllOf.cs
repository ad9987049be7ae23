namespace ActorMesh.DataPlane.Routing.Authorization;

internal sealed class AllOf(AccessTest[] tests) : AccessTest
{
    public override bool Holds(in AccessInput input)
    {
        foreach (var test in tests)
            if (!test.Holds(in input)) return false;
        return true;
    }
}

namespace ActorMesh.DataPlane.Routing.Authorization;

/// <summary>One thing that a policy asks. Immutable; allocates nothing.</summary>
internal abstract class AccessTest
{
    public abstract bool Holds(in AccessInput input);
}

namespace ActorMesh.DataPlane.Routing.Authorization;

/// <summary>What may be done, and who may: it matches when both do.</summary>
internal sealed class AccessPolicy(string name, AccessTest permission, AccessTest principal)
{
    public string Name => name;

    public bool Matches(in AccessInput input) => permission.Holds(in input) && principal.Holds(in input);
}

namespace ActorMesh.Runtime.Contracts;

/// <summary>Where sidecars that are members of the cluster ask a control node for leases.</summary>
public static class LeaseDesk
{
    /// <summary>Of the actor on each control node that answers <c>CoordinatedAsk</c>.</summary>
    public const string Name = "rate-limit-desk";
}

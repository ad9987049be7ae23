namespace ActorMesh.Runtime.Identity;

/// <summary>What a node of the mesh is there for, as its certificate says: <c>spiffe://TRUST-DOMAIN</c> and one of these. Workloads have other paths.</summary>
public static class NodeRole
{
    /// <summary>A control node.</summary>
    public const string Control = "/actormesh/control";

    /// <summary>A sidecar or gateway that is a member of the cluster, and so trusted like a control node.</summary>
    public const string Member = "/actormesh/member";
}

namespace ActorMesh.Runtime.Membership;

/// <summary>What a member of the cluster is there for.</summary>
public static class MemberRole
{
    /// <summary>Serves the control plane; one of them leads. Only these decide who stays when the network splits.</summary>
    public const string Control = "control";

    /// <summary>Carries traffic and is trusted like the control plane.</summary>
    public const string Sidecar = "sidecar";
}

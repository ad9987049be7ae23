using ActorMesh.Hocon.Mesh.Policies;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>How many replicas outlier detection may take out.</summary>
internal static class Ejection
{
    /// <remarks>With <c>always-keep-one</c> one may be ejected however small the share is, as long as one more is left.</remarks>
    public static int Most(OutlierPolicy outlier, int replicas)
    {
        var byShare = (int)Math.Floor((outlier.MaxEjected.Value * replicas) + 1e-9);
        return outlier.AlwaysKeepOne.Value ? Math.Clamp(byShare, Math.Min(1, replicas - 1), replicas - 1) : byShare;
    }
}

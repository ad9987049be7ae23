namespace ActorMesh.ControlPlane.Resources;

/// <summary>What the whole mesh runs, as resources. Immutable to those who read it; what a service gets is made when first asked for.</summary>
/// <param name="epoch">Of what was published; 0 for nothing yet.</param>
/// <param name="sequence">As <paramref name="epoch"/>.</param>
/// <param name="find">What a proxy gets; null when there is no such service. Called by many threads at once.</param>
public sealed class MeshResources(long epoch, long sequence, Func<ProxyIdentity, WorkloadResources?> find)
{
    /// <summary>Before anything was published.</summary>
    public static readonly MeshResources Empty = new(0, 0, _ => null);

    public long Epoch => epoch;

    public long Sequence => sequence;

    public WorkloadResources? Of(ProxyIdentity proxy) => find(proxy);
}

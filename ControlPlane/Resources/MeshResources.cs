using System.Collections.Frozen;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>What the whole mesh runs, as resources. Immutable to those who read it; what a service gets is made when first asked for.</summary>
/// <param name="epoch">Of what was published; 0 for nothing yet.</param>
/// <param name="sequence">As <paramref name="epoch"/>.</param>
/// <param name="find">What a proxy gets; null when there is no such service. Called by many threads at once.</param>
/// <param name="services">Names of all services: what a misspelt one is compared with.</param>
public sealed class MeshResources(long epoch, long sequence, Func<ProxyIdentity, Task<WorkloadResources?>> find, IReadOnlyCollection<string>? services = null)
{
    /// <summary>For nobody.</summary>
    public static readonly Task<WorkloadResources?> Nothing = Task.FromResult<WorkloadResources?>(null);

    /// <summary>Before anything was published.</summary>
    public static readonly MeshResources Empty = new(0, 0, _ => Nothing);

    public long Epoch => epoch;

    public long Sequence => sequence;

    /// <summary>Names of all services.</summary>
    public IReadOnlyCollection<string> Services { get; } = services ?? [];

    /// <summary>Paths of the SPIFFE ids of all workloads.</summary>
    public IReadOnlySet<string> Workloads { get; init; } = FrozenSet<string>.Empty;

    /// <param name="path">Of a workload's SPIFFE id.</param>
    /// <returns>Whether there is such a service, and the workload is none of its: it is of another namespace.</returns>
    public bool IsForeign(string service, string path) => Services.Contains(service) && !Workloads.Contains(path);

    /// <summary>Version of the mesh that a proxy is to run; 0 when there is no such service. It makes nothing.</summary>
    public Func<ProxyIdentity, long> VersionOf { get; init; } = _ => 0;

    /// <summary>What a proxy gets; null when there is no such service. It fails when that cannot be made; to ask again is to try again.</summary>
    public Task<WorkloadResources?> Of(ProxyIdentity proxy) => find(proxy);
}

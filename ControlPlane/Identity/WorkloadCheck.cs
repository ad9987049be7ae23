using ActorMesh.Runtime.Identity;

namespace ActorMesh.ControlPlane.Identity;

/// <summary>Whether the mesh has the service, in the namespace, of a workload.</summary>
public static class WorkloadCheck
{
    private const int NamesMax = 20;

    /// <param name="known">Paths of the SPIFFE ids that workloads of the mesh can have.</param>
    /// <returns>That it has not, and what it has; null when it has.</returns>
    public static string? Problem(SpiffeId id, IReadOnlySet<string> known)
    {
        if (known.Contains(id.Path)) return null;
        var name = id.Path[id.Path.LastIndexOf('/')..];
        var same = known.Where(path => path.EndsWith(name, StringComparison.Ordinal)).ToList();
        var shown = (same.Count > 0 ? same : [.. known]).Order(StringComparer.Ordinal).Take(NamesMax);
        return $"the mesh has no workload {id.Path}; it has {string.Join(", ", shown)}";
    }
}

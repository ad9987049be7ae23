using ActorMesh.Hocon.Compiling.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;

namespace ActorMesh.Hocon.Compiling.Running;

/// <summary>Takes out of a compiled configuration what the data plane does not carry out yet, and tells of all of it.</summary>
public static class RunnableToday
{
    /// <param name="compiled">Of <see cref="MeshCompiler"/>; it is not changed.</param>
    public static RunnableConfiguration Of(Bootstrap compiled)
    {
        var runnable = compiled.Clone();
        var removal = new Removal();
        removal.Visit(runnable);
        // Nobody sends traces or asks for limits, so nobody needs to know where.
        var clusters = runnable.StaticResources.Clusters;
        for (var i = clusters.Count - 1; i >= 0; i--)
            if (clusters[i].Name is ClusterName.Collector or ClusterName.RateLimiter) clusters.RemoveAt(i);
        return new RunnableConfiguration(runnable, [.. removal.LeftOut.Distinct()]);
    }
}

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
        // For limits the sidecar asks the control plane that it follows, over a connection of its own.
        Remove(runnable, ClusterName.RateLimiter);
        var removal = new Removal();
        removal.Visit(runnable);
        // Nobody sends traces, so nobody needs to know where.
        Remove(runnable, ClusterName.Collector);
        return new RunnableConfiguration(runnable, [.. removal.LeftOut.Distinct()]);
    }

    private static void Remove(Bootstrap runnable, string name)
    {
        var clusters = runnable.StaticResources.Clusters;
        for (var i = clusters.Count - 1; i >= 0; i--)
            if (clusters[i].Name == name) clusters.RemoveAt(i);
    }
}

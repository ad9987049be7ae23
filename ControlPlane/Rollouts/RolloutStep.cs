using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Rollouts;

/// <summary>A version that only some proxies run yet, and the step that it is at. Immutable.</summary>
/// <param name="Version">Of the mesh.</param>
/// <param name="Stable">What all others run; 0 for nothing.</param>
/// <param name="Percent">How many of 100 run it now.</param>
/// <param name="Asked">How many of 100 are to run it after the first proxy did.</param>
/// <param name="Bake">How long each step has to go well.</param>
public sealed record RolloutStep(long Version, long Stable, int Percent, int Asked, TimeSpan Bake)
{
    /// <summary>Where none was asked for.</summary>
    public static readonly TimeSpan BakeUsual = TimeSpan.FromSeconds(10);

    /// <returns>Null when no rollout is under way.</returns>
    public static RolloutStep? Of(PublishedMesh mesh)
    {
        if (mesh.Canary is not { } canary) return null;
        var bake = mesh.CanaryBake?.ToTimeSpan() ?? TimeSpan.Zero;
        var asked = mesh.CanaryAskedPercent == 0 ? mesh.CanaryPercent : mesh.CanaryAskedPercent;
        return new RolloutStep(canary.Version, mesh.Stable?.Version ?? 0, mesh.CanaryPercent, asked, bake > TimeSpan.Zero ? bake : BakeUsual);
    }
}

using ActorMesh.ControlPlane.Resources;

namespace ActorMesh.ControlPlane.Rollouts;

/// <summary>In which steps a version reaches all proxies: one of them, the share that was asked for, then five times as many with each step.</summary>
public static class RolloutSteps
{
    private const int Growth = 5;

    /// <returns>The smallest percentage that anybody runs the canary with; 100 when there is no proxy.</returns>
    public static int First(IEnumerable<string> proxies, long version) =>
        proxies.Select(proxy => CanaryShare.SlotOf(proxy, version) + 1).DefaultIfEmpty(100).Min();

    /// <param name="percent">0..99.</param>
    /// <param name="asked">1..100.</param>
    /// <param name="first">See <see cref="First"/>.</param>
    public static int After(int percent, int asked, int first)
    {
        if (percent < first) return first;
        return percent < asked ? asked : Math.Min(100, Growth * percent);
    }
}

namespace ActorMesh.Tests.Fast.ControlPlane.RateLimits;

/// <summary>Looks at what was let pass.</summary>
internal static class LimitCheck
{
    /// <summary>How much more than burst + rate * t was let pass in the worst stretch of time; 0 for nothing.</summary>
    /// <param name="times">In ticks, in order.</param>
    public static double Excess(IEnumerable<long> times, double rate, int burst)
    {
        var (missing, last, worst) = (0.0, 0L, 0.0);
        foreach (var time in times)
        {
            missing = Math.Max(0, missing - (rate * (time - last) / TimeSpan.TicksPerSecond)) + 1;
            (last, worst) = (time, Math.Max(worst, missing - burst));
        }

        return worst < 1e-6 ? 0 : worst;
    }
}

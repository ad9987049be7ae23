namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>What a limit allows: in no stretch of time t more than <paramref name="Burst"/> + <paramref name="Rate"/> * t.</summary>
/// <param name="Rate">Tokens per second, more than nothing.</param>
/// <param name="Burst">Tokens at once. At least 1.</param>
public readonly record struct LimitNumbers(double Rate, int Burst)
{
    /// <summary>Less of both: what is allowed by two limits is allowed by this one.</summary>
    public static LimitNumbers Lower(LimitNumbers one, LimitNumbers other) => new(Math.Min(one.Rate, other.Rate), Math.Min(one.Burst, other.Burst));
}

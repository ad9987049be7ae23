using static ActorMesh.Runtime.Contracts.Envoy.LimitServices.RateLimitResponse.Types;
using Unit = ActorMesh.Runtime.Contracts.Envoy.LimitServices.RateLimitResponse.Types.RateLimit.Types.Unit;

namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>Rates as whole numbers of requests in a unit of time.</summary>
internal static class LimitUnits
{
    private static readonly (Unit Unit, double Seconds)[] Units = [(Unit.Second, 1), (Unit.Minute, 60), (Unit.Hour, 3600)];

    /// <summary>In the shortest unit in which it is a whole number, else rounded, by the hour.</summary>
    public static RateLimit Of(double perSecond, string name)
    {
        foreach (var (unit, seconds) in Units)
        {
            var requests = perSecond * seconds;
            if (requests >= 1 && (unit == Unit.Hour || Math.Abs(requests - Math.Round(requests)) < 1e-6))
                return new RateLimit { RequestsPerUnit = (uint)Math.Min(uint.MaxValue, Math.Round(requests)), Unit = unit, Name = name };
        }

        return new RateLimit { RequestsPerUnit = 1, Unit = Unit.Hour, Name = name };
    }
}

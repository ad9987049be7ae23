using ActorMesh.DataPlane.Clusters.Balancing;

namespace ActorMesh.DataPlane.Clusters;

/// <summary>How long to wait until a name is resolved again: after failures in a row longer and longer, and at random, so that not all ask at once.</summary>
/// <remarks>Source: Envoy's JitteredExponentialBackOffStrategy: drawn from 0 up to a limit that doubles with each failure (full jitter).</remarks>
public sealed class ResolutionWaits(FastRandom draws)
{
    /// <summary>Not at once, however the draw falls.</summary>
    private static readonly TimeSpan WaitMin = TimeSpan.FromMilliseconds(1);

    private readonly Dictionary<string, TimeSpan> _limits = new(StringComparer.Ordinal);

    /// <param name="host">The name that was just asked for.</param>
    /// <param name="hasFailed">Whether no address came of it.</param>
    public TimeSpan Next(string host, bool hasFailed, ClusterSettings settings)
    {
        if (!hasFailed)
        {
            _limits.Remove(host);
            return settings.DnsRefresh;
        }

        if (settings.DnsFailureRefreshMax is not { } most) return settings.DnsFailureRefresh;
        var limit = _limits.GetValueOrDefault(host, settings.DnsFailureRefresh);
        _limits[host] = limit < most / 2 ? limit * 2 : most;
        var drawn = limit * draws.NextFraction();
        return drawn > WaitMin ? drawn : WaitMin;
    }
}

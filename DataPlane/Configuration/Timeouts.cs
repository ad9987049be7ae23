using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.DataPlane.Configuration;

/// <summary>How timeouts are written in the xDS API: absent means the default, zero means none.</summary>
internal static class Timeouts
{
    /// <summary>Nothing is done more often than this, whatever a configuration says: a timer of next to nothing would take a core for itself.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    /// <summary>The configured span, or <see cref="Timeout.InfiniteTimeSpan"/> for zero.</summary>
    public static TimeSpan OrNever(Duration configured)
    {
        var span = configured.ToTimeSpan();
        return span == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : span;
    }

    /// <summary>The configured span, infinite for zero, <paramref name="fallback"/> when absent.</summary>
    public static TimeSpan Or(Duration? configured, TimeSpan fallback) => configured is null ? fallback : OrNever(configured);
}

using System.Numerics;

namespace ActorMesh.DataPlane.Telemetry;

/// <summary>
/// How durations are sorted into buckets: up to 32 us one for each microsecond, from there on 16 for each doubling. So a bucket is never wider
/// than a 16th of what lies in it, and its middle is off by at most a 32nd.
/// </summary>
/// <remarks>Source: the log-linear layout of HdrHistogram, with 5 bits of precision.</remarks>
public static class LatencyBuckets
{
    /// <summary>The last one takes all that is longer than 38 hours.</summary>
    public const int Count = (ShiftMax + 2) * PerDoubling;

    private const int PerDoubling = 16, PrecisionBits = 4, ShiftMax = 32;

    private const long MicrosecondsMax = (2L * PerDoubling << ShiftMax) - 1;

    /// <summary>0..<see cref="Count"/>-1; less than a microsecond, and what a clock gone wrong makes negative, is 0.</summary>
    public static int IndexOf(TimeSpan duration)
    {
        var microseconds = Math.Clamp(duration.Ticks / TimeSpan.TicksPerMicrosecond, 0, MicrosecondsMax);
        if (microseconds < PerDoubling) return (int)microseconds;
        var shift = BitOperations.Log2((ulong)microseconds) - PrecisionBits;
        return (shift * PerDoubling) + (int)(microseconds >> shift);
    }

    /// <summary>The shortest duration that belongs to the bucket after this one.</summary>
    public static TimeSpan EndOf(int index) => new(StartOf(index + 1) * TimeSpan.TicksPerMicrosecond);

    /// <summary>Stands for all that lies in the bucket.</summary>
    public static TimeSpan MiddleOf(int index) => new((StartOf(index) + StartOf(index + 1)) * TimeSpan.TicksPerMicrosecond / 2);

    private static long StartOf(int index)
    {
        if (index < 2 * PerDoubling) return index;
        var shift = (index / PerDoubling) - 1;
        return (long)(index - (shift * PerDoubling)) << shift;
    }
}

namespace ActorMesh.Lab.Json;

/// <summary>Numbers as JSON can hold them.</summary>
internal static class Number
{
    /// <summary>To six decimals; null for what is no finite number.</summary>
    public static double? OrNull(double value) => double.IsFinite(value) ? Math.Round(value, 6) : null;

    public static double? Milliseconds(TimeSpan? duration) => duration is { } known ? Math.Round(known.TotalMilliseconds, 3) : null;
}

namespace ActorMesh.Hocon.Mesh.Values;

/// <summary>Durations as people write them: a number and a unit, as in <c>250ms</c>, <c>1.5s</c>, <c>2m</c>.</summary>
public static class DurationText
{
    private static readonly TimeSpan Max = TimeSpan.FromDays(10_000);

    /// <param name="text">Zero or more; at most 10,000 days.</param>
    /// <param name="problem">What is wrong and what to write instead; empty when all is well.</param>
    public static bool TryParse(string text, out TimeSpan duration, out string problem)
    {
        duration = default;
        problem = Quantity.Duration.Parse(text, out var ticks)?.ToString() ?? "";
        if (problem.Length == 0 && ticks > Max.Ticks) problem = $"duration '{text}' is more than 10000d";
        if (problem.Length > 0) return false;
        duration = new TimeSpan((long)ticks);
        return true;
    }

    /// <summary>In the largest unit that needs no fraction: <c>1500ms</c>, <c>2s</c>. What it writes reads back as the same.</summary>
    public static string Of(TimeSpan duration) => Quantity.Duration.Text(duration.Ticks);
}

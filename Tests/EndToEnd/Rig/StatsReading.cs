using System.Text.Json;

namespace ActorMesh.Tests.EndToEnd.Rig;

/// <summary>Finds counters in the JSON of <c>/stats</c> by the words of their path, wherever they stand.</summary>
internal static class StatsReading
{
    private static readonly char[] Separators = ['.', '/', '_', '[', ']', '{', '}', '"', '=', ','];

    /// <summary>The sum of all numbers whose path holds every word as a whole part.</summary>
    public static double Sum(JsonElement stats, params string[] words)
    {
        double sum = 0;
        Walk(stats, "", (path, value) =>
        {
            var parts = path.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
            if (words.All(parts.Contains)) sum += value;
        });
        return sum;
    }

    private static void Walk(JsonElement element, string path, Action<string, double> visit)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject()) Walk(property.Value, $"{path}.{property.Name}", visit);
                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in element.EnumerateArray().Index()) Walk(item, $"{path}.{NameOf(item) ?? index.ToString(System.Globalization.CultureInfo.InvariantCulture)}", visit);
                break;
            case JsonValueKind.Number:
                visit(path, element.GetDouble());
                break;
        }
    }

    private static string? NameOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
}

using System.Text.Json.Nodes;

namespace ActorMesh.Cli.Inspecting;

/// <summary>Finds where two JSON texts differ. The order of keys does not count.</summary>
internal static class JsonDifference
{
    /// <returns>The first place that differs, as in <c>filter_chains[0].filters: 2 against 1</c>; null when they are equal.</returns>
    public static string? First(JsonNode? wanted, JsonNode? found, string path = "") => (wanted, found) switch
    {
        (null, null) => null,
        (JsonObject left, JsonObject right) => OfObjects(left, right, path),
        (JsonArray left, JsonArray right) when left.Count == right.Count =>
            left.Zip(right).Index().Select(pair => First(pair.Item.First, pair.Item.Second, $"{path}[{pair.Index}]")).FirstOrDefault(difference => difference is not null),
        (JsonArray left, JsonArray right) => $"{path}: {left.Count} against {right.Count}",
        _ => JsonNode.DeepEquals(wanted, found) ? null : $"{path}: {Text(wanted)} against {Text(found)}",
    };

    private static string? OfObjects(JsonObject left, JsonObject right, string path)
    {
        foreach (var (key, value) in left)
        {
            var at = path.Length == 0 ? key : $"{path}.{key}";
            if (!right.TryGetPropertyValue(key, out var other)) return $"{at}: {Text(value)} against nothing";
            if (First(value, other, at) is { } difference) return difference;
        }
        var extra = right.Select(pair => pair.Key).FirstOrDefault(key => !left.ContainsKey(key));
        return extra is null ? null : $"{(path.Length == 0 ? extra : $"{path}.{extra}")}: nothing against {Text(right[extra])}";
    }

    private static string Text(JsonNode? value)
    {
        const int LengthMax = 60;
        var text = value?.ToJsonString() ?? "null";
        return text.Length <= LengthMax ? text : $"{text[..LengthMax]}...";
    }
}

using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Meshes;

/// <summary>Says that there is nothing of a name, and what there is.</summary>
internal static class UnknownName
{
    private const int ShownMax = 10;

    /// <param name="kind">What was looked for: <c>service</c>.</param>
    /// <param name="place">Where.</param>
    public static string Of(string kind, string name, string place, IEnumerable<string> known)
    {
        var names = known.ToList();
        var said = $"{place} has no {kind} {Quoted.Of(name)}";
        if (NearestName.Hint(name, names) is { } hint) return $"{said}; {hint}";
        return names.Count == 0 ? said : $"{said}; there is {string.Join(", ", names.Take(ShownMax))}{(names.Count > ShownMax ? $" and {names.Count - ShownMax} more" : "")}";
    }
}

namespace ActorMesh.Cli.Planning;

/// <summary>Names of resources that differ.</summary>
internal sealed class NameDiff
{
    private const int ShownMax = 5;

    public SortedSet<string> Added { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Changed { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Removed { get; } = new(StringComparer.Ordinal);

    /// <summary><c>~1 +1 (orders)</c>, or <c>0</c>.</summary>
    public override string ToString()
    {
        List<string> counts = [];
        foreach (var (mark, names) in new[] { ('~', Changed), ('+', Added), ('-', Removed) })
            if (names.Count > 0) counts.Add($"{mark}{names.Count}");
        if (counts.Count == 0) return "0";
        var all = Changed.Concat(Added).Concat(Removed).Distinct(StringComparer.Ordinal).ToList();
        var more = all.Count > ShownMax ? $" and {all.Count - ShownMax} more" : "";
        return $"{string.Join(' ', counts)} ({string.Join(", ", all.Take(ShownMax))}{more})";
    }
}

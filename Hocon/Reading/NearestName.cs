namespace ActorMesh.Hocon.Reading;

/// <summary>Finds what a misspelt name probably meant.</summary>
public static class NearestName
{
    private const int LengthMax = 64;

    /// <returns>The closest of <paramref name="candidates"/>, or null when none is near enough to be worth a guess.</returns>
    public static string? Among(string name, IEnumerable<string> candidates)
    {
        if (name.Length is 0 or > LengthMax) return null;
        var wanted = Normalise(name);
        var limit = Math.Max(1, wanted.Length / 4 + 1);
        string? best = null;
        foreach (var candidate in candidates)
        {
            if (candidate.Length > LengthMax) continue;
            var distance = Distance(wanted, Normalise(candidate), limit);
            if (distance > limit || distance >= wanted.Length) continue;
            if (distance == 0) return candidate;
            // From here on only something strictly closer is better.
            best = candidate;
            limit = distance - 1;
        }
        return best;
    }

    /// <returns><c>did you mean `x`?</c>, or null.</returns>
    public static string? Hint(string name, IEnumerable<string> candidates) =>
        Among(name, candidates) is { } nearest ? $"did you mean {Quoted.Of(nearest)}?" : null;

    // Case, dashes and camel humps are the commonest slips and must not count as distance.
    private static string Normalise(string name) =>
        string.Concat(name.Where(c => c is not ('_' or '-' or ' ')).Select(char.ToLowerInvariant));

    /// <summary>Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours each cost 1.</summary>
    /// <remarks>Source: Boytsov, "Indexing methods for approximate dictionary searching", ACM JEA 16, 2011, section 2.2.</remarks>
    private static int Distance(string left, string right, int limit)
    {
        if (Math.Abs(left.Length - right.Length) > limit) return limit + 1;
        var beforePrevious = new int[right.Length + 1];
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        var current = new int[right.Length + 1];
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitution = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
            }
            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }
        return previous[right.Length];
    }
}

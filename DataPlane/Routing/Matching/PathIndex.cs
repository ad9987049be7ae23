namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>
/// The ordered routes of a virtual host, arranged so that a request looks only at those whose literal path can match it.
/// The answer is that of trying every route in order.
/// </summary>
/// <remarks>
/// Literals stand sorted. The longest literal that the path starts with is the greatest one not above the path, or one that this one starts
/// with: each literal knows its longest proper prefix among the others, so it is found by one binary search and a short walk. Each
/// literal keeps
/// the routes of itself and of all its prefixes in table order; routes without a literal (patterns, any-case) are merged in as the list
/// is read.
/// </remarks>
internal sealed class PathIndex
{
    /// <summary>Up to here trying every route is faster than searching.</summary>
    private const int ScannedRoutesMax = 6;

    private readonly CompiledRoute[] _scanned;
    private readonly byte[][] _literals;
    private readonly int[] _parents;
    private readonly CompiledRoute[][] _candidates;

    public PathIndex(IReadOnlyList<CompiledRoute> routes)
    {
        var indexed = routes.Count > ScannedRoutesMax ? routes.Where(route => route.Path.IndexKey is not null).ToArray() : [];
        _scanned = [.. routes.Except(indexed)];
        _literals = [.. indexed.Select(route => route.Path.IndexKey!).Distinct(ByteKeyComparer.Instance)];
        Array.Sort(_literals, static (left, right) => left.AsSpan().SequenceCompareTo(right));
        _parents = new int[_literals.Length];
        for (var i = 0; i < _literals.Length; i++) _parents[i] = LongestPrefix(i - 1, _literals[i]);
        _candidates = [.. _literals.Select(literal => CandidatesOf(literal, indexed))];
    }

    /// <summary>The first route in table order whose path and conditions match, or null.</summary>
    public CompiledRoute? Find(in MatchInput input)
    {
        var literal = LongestPrefix(GreatestNotAbove(input.Path), input.Path);
        var candidates = literal < 0 ? [] : _candidates[literal];
        var next = 0;
        foreach (var scanned in _scanned)
        {
            for (; next < candidates.Length && candidates[next].Index < scanned.Index; next++)
                if (candidates[next].Matches(in input)) return candidates[next];
            if (scanned.Matches(in input)) return scanned;
        }
        for (; next < candidates.Length; next++)
            if (candidates[next].Matches(in input)) return candidates[next];
        return null;
    }

    private static CompiledRoute[] CandidatesOf(byte[] literal, CompiledRoute[] indexed)
    {
        var candidates = new List<CompiledRoute>();
        foreach (var route in indexed)
        {
            if (!literal.AsSpan().StartsWith(route.Path.IndexKey)) continue;
            candidates.Add(route);
            // Whatever comes after a route that takes all of these paths is never reached.
            if (route.IsUnconditional && route.Path.AsksForNothingElse) break;
        }
        return [.. candidates];
    }

    private int GreatestNotAbove(ReadOnlySpan<byte> path)
    {
        int low = 0, high = _literals.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (path.SequenceCompareTo(_literals[middle]) < 0) high = middle;
            else low = middle + 1;
        }
        return low - 1;
    }

    private int LongestPrefix(int literal, ReadOnlySpan<byte> path)
    {
        while (literal >= 0 && !path.StartsWith(_literals[literal])) literal = _parents[literal];
        return literal;
    }
}

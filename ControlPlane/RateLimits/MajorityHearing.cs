using ActorMesh.Runtime.Time;

namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>Works out since when most control nodes are known to count this one among those they reach. Not safe for several threads.</summary>
internal sealed class MajorityHearing
{
    private readonly Dictionary<string, Instant> _heard = new(StringComparer.Ordinal);
    private readonly Dictionary<long, Instant> _asked = [];
    private IReadOnlySet<string> _others = new HashSet<string>(StringComparer.Ordinal);
    private long _number;

    /// <summary>All other control nodes that are members, reached or not.</summary>
    public void Members(IReadOnlySet<string> others)
    {
        _others = others;
        foreach (var gone in _heard.Keys.Where(node => !others.Contains(node)).ToList()) _heard.Remove(gone);
    }

    /// <returns>The number to ask the others with.</returns>
    /// <param name="memory">Answers to what was asked earlier count for nothing.</param>
    public long Ask(Instant now, TimeSpan memory)
    {
        foreach (var (number, at) in _asked) if (at + memory <= now) _asked.Remove(number);
        _asked.Add(++_number, now);
        return _number;
    }

    public void Answered(string node, long number)
    {
        if (!_others.Contains(node) || !_asked.TryGetValue(number, out var asked)) return;
        if (!_heard.TryGetValue(node, out var before) || before < asked) _heard[node] = asked;
    }

    /// <summary>The latest moment at which most nodes, this one included, heard this one; null for never.</summary>
    /// <param name="now">For a node that is alone.</param>
    public Instant? Heard(Instant now)
    {
        var needed = (_others.Count + 1) / 2; // Of the others: this one hears itself.
        if (needed == 0) return now;
        return _heard.Count < needed ? null : _heard.Values.OrderDescending().ElementAt(needed - 1);
    }
}

using System.Collections.Concurrent;

namespace ActorMesh.Tests.EndToEnd.Rig.Load;

/// <summary>What a load run met, by kind.</summary>
internal sealed class LoadReport
{
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly ConcurrentQueue<string> _examples = new();

    /// <summary>Answers that were right: 200 with the tag of their request.</summary>
    public int Right => this["right"];

    /// <summary>Everything but right answers.</summary>
    public int NotRight => _counts.Where(count => count.Key != "right").Sum(count => count.Value);

    public int Total => _counts.Values.Sum();

    public int this[string kind] => _counts.GetValueOrDefault(kind);

    public void Count(string kind, string? example = null)
    {
        _counts.AddOrUpdate(kind, 1, (_, count) => count + 1);
        if (example is not null && _examples.Count < 20) _examples.Enqueue($"{kind}: {example}");
    }

    public override string ToString() =>
        $"{string.Join(", ", _counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Key} {count.Value}"))}\n{string.Join('\n', _examples)}";
}

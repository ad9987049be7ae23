namespace ActorMesh.Lab.Measuring;

/// <summary>How often something happened, in each tenth of a second of a run.</summary>
public sealed class CountSeries
{
    public static readonly TimeSpan Slot = TimeSpan.FromMilliseconds(100);

    private readonly List<int> _counts = [];

    public long Total { get; private set; }

    internal void Add(TimeSpan at)
    {
        var slot = (int)(at / Slot);
        while (_counts.Count <= slot) _counts.Add(0);
        _counts[slot]++;
        Total++;
    }

    /// <param name="from">In whole tenths of a second.</param>
    /// <param name="until">Null: to the end.</param>
    public long Sum(TimeSpan from, TimeSpan? until) => Between(from, until).Sum(count => (long)count);

    /// <summary>The most in one tenth of a second.</summary>
    public int Peak(TimeSpan from, TimeSpan? until) => Between(from, until).DefaultIfEmpty().Max();

    /// <summary>In each second from the start.</summary>
    public IReadOnlyList<int> PerSecond(int seconds) => [.. Enumerable.Range(0, seconds).Select(second => (int)Sum(TimeSpan.FromSeconds(second), TimeSpan.FromSeconds(second + 1)))];

    private IEnumerable<int> Between(TimeSpan from, TimeSpan? until)
    {
        var first = (int)(from / Slot);
        var end = until is { } limit ? (int)Math.Min(limit / Slot, _counts.Count) : _counts.Count;
        for (var slot = first; slot < end; slot++) yield return _counts[slot];
    }
}

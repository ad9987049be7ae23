using ActorMesh.DataPlane.Telemetry;

namespace ActorMesh.Lab.Measuring;

/// <summary>How long things took, by the second in which they began.</summary>
public sealed class DurationSeries
{
    private readonly List<LatencyHistogram?> _seconds = [];

    internal void Add(TimeSpan start, TimeSpan duration)
    {
        var second = (int)start.TotalSeconds;
        while (_seconds.Count <= second) _seconds.Add(null);
        (_seconds[second] ??= new LatencyHistogram()).Record(duration);
    }

    /// <param name="share">0..1.</param>
    /// <param name="from">Of whole seconds.</param>
    /// <param name="until">Null: to the end.</param>
    /// <returns>Null when there was nothing.</returns>
    public TimeSpan? Quantile(double share, TimeSpan from = default, TimeSpan? until = null) => Between(from, until)?.Quantile(share);

    public IReadOnlyList<TimeSpan?> PerSecond(double share, int seconds) =>
        [.. Enumerable.Range(0, seconds).Select(second => second < _seconds.Count ? _seconds[second]?.Read().Quantile(share) : null)];

    private LatencySnapshot? Between(TimeSpan from, TimeSpan? until)
    {
        var end = until is { } limit ? (int)Math.Min(Math.Ceiling(limit.TotalSeconds), _seconds.Count) : _seconds.Count;
        return Enumerable.Range(0, end).Skip((int)from.TotalSeconds).Select(second => _seconds[second]?.Read()).OfType<LatencySnapshot>()
            .Aggregate(default(LatencySnapshot), (all, one) => all is null ? one : all.Merge(one));
    }
}

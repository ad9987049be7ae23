using System.Globalization;

namespace ActorMesh.Tests.EndToEnd.Rig.Load;

/// <summary>Some answers of a steady load.</summary>
internal sealed class SteadyAnswers(IReadOnlyCollection<SteadyAnswer> all)
{
    public int Count => all.Count;

    public int Failed => all.Count(one => one.Failed);

    /// <summary>Those to requests that were due from a time on, up to another.</summary>
    public SteadyAnswers Due(TimeSpan from, TimeSpan? to = null) => new([.. all.Where(one => one.Due >= from && (to is null || one.Due < to))]);

    /// <summary>Split by when requests were due.</summary>
    public IEnumerable<SteadyAnswers> Windows(TimeSpan length) =>
        all.GroupBy(one => one.Due.Ticks / length.Ticks).Select(window => new SteadyAnswers([.. window]));

    public int With(int status, string flags) => all.Count(one => one.Status == status && one.Flags == flags);

    /// <summary>The time within which this share of them came, 0..1.</summary>
    public TimeSpan Percentile(double share)
    {
        var sorted = all.Select(one => one.Latency).Order().ToList();
        return sorted.Count == 0 ? TimeSpan.Zero : sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
    }

    public override string ToString()
    {
        var kinds = all.CountBy(one => $"{one.Status} {one.Flags}".TrimEnd()).OrderBy(kind => kind.Key, StringComparer.Ordinal);
        var text = string.Join(", ", kinds.Select(kind => $"{kind.Key}: {kind.Value}"));
        return string.Create(CultureInfo.InvariantCulture, $"{text}; p50 {Percentile(0.5).TotalMilliseconds:0.#} ms, p99 {Percentile(0.99).TotalMilliseconds:0.#} ms");
    }
}

using ActorMesh.Cli.Values;

namespace ActorMesh.Cli.Control;

/// <summary>
/// Tells that the certificate by which a control node proves itself to others comes to its end: it is read once, so only a restart renews it. First at a
/// quarter of its life, then whenever what is left has halved, then every day.
/// </summary>
internal sealed class LinkWatch : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromHours(1), TellAtLeastEvery = TimeSpan.FromDays(1);

    private readonly DateTimeOffset _end;
    private readonly TimeSpan _loudBelow;
    private readonly Action<string> _warn;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private (TimeSpan Left, DateTimeOffset At)? _told;

    /// <param name="end">Of the certificate.</param>
    /// <param name="warn">Called from any thread.</param>
    public LinkWatch(DateTimeOffset end, Action<string> warn, TimeProvider clock)
    {
        (_end, _warn, _clock) = (end, warn, clock);
        _loudBelow = (end - clock.GetUtcNow()) / 4;
        _timer = clock.CreateTimer(_ => Look(), state: null, LookEvery, LookEvery);
    }

    /// <summary>What is to be done; null while there is time.</summary>
    public string? Note => Left < _loudBelow
        ? $"the certificate by which this node proves itself to other nodes {(Left > TimeSpan.Zero ? $"ends in {AgeText.Of(Left)}" : "has ended")}: restart this node, which renews it; without, links to it that break are not made again"
        : null;

    private TimeSpan Left => _end - _clock.GetUtcNow();

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (Note is not { } note) return;
        var (left, now) = (Left, _clock.GetUtcNow());
        if (_told is { } told && left > told.Left / 2 && now - told.At < TellAtLeastEvery) return;
        _told = (left, now);
        _warn(note);
    }
}

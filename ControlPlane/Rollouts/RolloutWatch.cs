using System.Globalization;
using ActorMesh.ControlPlane.Resources;

namespace ActorMesh.ControlPlane.Rollouts;

/// <summary>
/// Watches a rollout, step by step. It goes on when each proxy of a step runs the new version and nothing went wrong for the bake time, and is
/// taken back when a proxy refuses it (see <see cref="RolloutVetoes"/>), when proxies that ran it stay away without a word, when errors rise, or when proxies do not take it for
/// too long. Proxies that are not served have no part in it.
/// </summary>
/// <remarks>A new leader watches the step that it finds from its beginning.</remarks>
public sealed class RolloutWatch
{
    /// <summary>Control nodes tell a new leader what they know within this time; before it, nobody's silence says anything.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(5);

    /// <summary>Beyond the bake time, how long proxies may take.</summary>
    public static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(5);

    /// <summary>A proxy that restarts or changes to another control node is back by then.</summary>
    public static readonly TimeSpan AwayMax = TimeSpan.FromSeconds(15);

    /// <summary>So many of a step's proxies may go away: some always do.</summary>
    public const double AwayShareMax = 0.2;

    /// <summary>Beyond the bake time, how long a step waits for proxies to tell how requests fare: what nobody told of did not go well.</summary>
    public static readonly TimeSpan TellMax = TimeSpan.FromSeconds(15);

    private const int NamedMax = 3;

    private readonly RolloutVetoes _vetoes = new();

    private (long Version, int Percent) _step;
    private DateTimeOffset? _began;

    /// <summary>When the step began, as seen here.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <returns>Whether this is another step than before.</returns>
    public bool Begin(RolloutStep? rollout, DateTimeOffset now)
    {
        _began ??= now;
        var step = rollout is null ? default : (rollout.Version, rollout.Percent);
        if (step == _step) return false;
        (_step, Since) = (step, now);
        return true;
    }

    public RolloutDecision Look(RolloutStep rollout, IReadOnlyList<LedgerProxy> all, ErrorTallies errors, DateTimeOffset now)
    {
        Begin(rollout, now);
        var proxies = all.Where(proxy => !proxy.IsUnserved).ToList();
        var refusing = proxies.Where(proxy => proxy.GoneAt is null && proxy.Refused == rollout.Version).ToList();
        if (_vetoes.Counts(refusing, rollout.Version))
            return new RolloutDecision.RollBack($"{refusing[0].Proxy} ({refusing[0].Service}) refused version {rollout.Version}: {refusing[0].Refusal}");
        // Whoever has no say stays with what it has.
        proxies.RemoveAll(refusing.Contains);
        if (ErrorRise.Find(errors, rollout.Version, rollout.Stable) is { } rise) return new RolloutDecision.RollBack(rise);
        var share = proxies.Where(proxy => CanaryShare.Includes(proxy.Proxy, rollout.Version, rollout.Percent)).ToList();
        if (Away(rollout, share, now) is { } away) return new RolloutDecision.RollBack(away);
        if (now - _began < SettleTime) return new RolloutDecision.Hold("control nodes are telling what they know");

        // Who is away for a moment counts: else its absence alone would take the version to others.
        var first = RolloutSteps.First(proxies.Select(proxy => proxy.Proxy), rollout.Version);
        if (rollout.Percent < first && proxies.Count > 0) return new RolloutDecision.Widen(first, $"to one proxy, with {first} % of all");
        return Baked(rollout, [.. share.Where(proxy => proxy.GoneAt is null)], errors, now)
            ?? (rollout.Percent >= 100
                ? Finished(rollout, refusing)
                : Wider(rollout, RolloutSteps.After(rollout.Percent, rollout.Asked, first)));
    }

    private RolloutDecision.Finish Finished(RolloutStep rollout, List<LedgerProxy> refusing)
    {
        if (refusing.Count > 0) return new($"version {rollout.Version} runs everywhere but at {Named(refusing)}: {RolloutVetoes.Passed(refusing[0])}");
        _vetoes.Forget();
        return new($"version {rollout.Version} runs everywhere");
    }

    private static RolloutDecision.Widen Wider(RolloutStep rollout, int percent) =>
        new(percent, $"{rollout.Percent} % went well for {Seconds(rollout.Bake)} s: to {percent} %");

    /// <returns>Null when the step is over.</returns>
    private RolloutDecision? Baked(RolloutStep rollout, List<LedgerProxy> share, ErrorTallies errors, DateTimeOffset now)
    {
        var waiting = share.Where(proxy => proxy.Running != rollout.Version).ToList();
        var left = Since + rollout.Bake - now;
        if (waiting.Count > 0 && -left > WaitMax)
            return new RolloutDecision.RollBack($"{Named(waiting)} did not take version {rollout.Version} within {Seconds(rollout.Bake + WaitMax)} s");
        if (waiting.Count > 0) return new RolloutDecision.Hold($"waits for {Named(waiting)} to take version {rollout.Version}");
        if (left > TimeSpan.Zero) return new RolloutDecision.Hold($"{rollout.Percent} % run version {rollout.Version}: {Seconds(left)} s left of {Seconds(rollout.Bake)} s");
        var owing = share.Where(proxy => errors.Owes(proxy, rollout.Version)).ToList();
        return owing.Count > 0 && -left < TellMax ? new RolloutDecision.Hold($"waits for {Named(owing)} to tell how requests fare with version {rollout.Version}") : null;
    }

    private string? Away(RolloutStep rollout, List<LedgerProxy> share, DateTimeOffset now)
    {
        var ran = share.Where(proxy => proxy.Running == rollout.Version && !proxy.HasLeft && !(proxy.GoneAt < Since)).ToList();
        var away = ran.Where(proxy => now - proxy.GoneAt > AwayMax).ToList();
        return away.Count > 0 && away.Count > AwayShareMax * ran.Count ? $"{Named(away)} went away while running version {rollout.Version}" : null;
    }

    private static string Named(List<LedgerProxy> proxies)
    {
        var names = string.Join(", ", proxies.Select(proxy => proxy.Proxy).Order(StringComparer.Ordinal).Take(NamedMax));
        return proxies.Count <= NamedMax ? names : $"{names} and {proxies.Count - NamedMax} more";
    }

    private static string Seconds(TimeSpan span) => Math.Ceiling(span.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}

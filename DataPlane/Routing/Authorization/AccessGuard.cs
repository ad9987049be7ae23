using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Routing.Authorization;

/// <summary>Decides by the rules of one place, and counts.</summary>
/// <param name="place">See <see cref="AccessStatus.Place"/>.</param>
internal sealed class AccessGuard(string place, AccessSettings settings)
{
    /// <summary>What is only told is told this often at most, so that it does not bury what went wrong.</summary>
    private static readonly long TellingTicks = TimeSpan.FromSeconds(1).Ticks;

    private readonly Dictionary<string, AccessCounters> _byPolicy = NamesOf(settings).ToDictionary(name => name, _ => new AccessCounters(), StringComparer.Ordinal);
    private long _toldAt = long.MinValue;

    public AccessSettings Settings => settings;

    public AccessCounters Counters { get; private set; } = new();

    public AccessStatus Status => new(
        place, settings.StatPrefix, settings.ShadowStatPrefix, settings.Summary,
        Counters.Allowed, Counters.Denied, Counters.ShadowAllowed, Counters.ShadowDenied)
    {
        Policies = [.. _byPolicy.Select(policy => new PolicyStatus(policy.Key, policy.Value.Allowed, policy.Value.Denied, policy.Value.ShadowAllowed, policy.Value.ShadowDenied))],
    };

    /// <param name="told">What the rules that are not enforced would refuse with, now and then; else null.</param>
    /// <returns>Null lets it pass.</returns>
    public Refusal? Decide(in AccessInput input, TimeProvider clock, out Refusal? told)
    {
        told = null;
        if (settings.Shadow is { } shadow)
        {
            var refused = shadow.Decide(in input, out var matching);
            Counters.Told(isAllowed: refused is null);
            Of(matching)?.Told(isAllowed: refused is null);
            if (refused is not null && MayTell(clock.Now)) told = refused.OnlyTold(input.Connection.ClientText);
        }

        if (settings.Rules is not { } rules) return null;
        var refusal = rules.Decide(in input, out var matched);
        Counters.Decided(isAllowed: refusal is null);
        Of(matched)?.Decided(isAllowed: refusal is null);
        return refusal?.Of(input.Connection.ClientText);
    }

    /// <summary>Goes on counting where the guard that stood in the same place before is now.</summary>
    public void TakeOver(AccessGuard previous)
    {
        Counters = previous.Counters;
        foreach (var (name, counters) in previous._byPolicy)
            if (_byPolicy.ContainsKey(name)) _byPolicy[name] = counters;
    }

    private static IEnumerable<string> NamesOf(AccessSettings settings) =>
        settings.CountsPolicies ? (settings.Rules?.Policies ?? []).Union(settings.Shadow?.Policies ?? [], StringComparer.Ordinal) : [];

    private AccessCounters? Of(string? policy) => policy is null ? null : _byPolicy.GetValueOrDefault(policy);

    private bool MayTell(Instant now)
    {
        var before = Volatile.Read(ref _toldAt);
        return (before == long.MinValue || now.Ticks - before >= TellingTicks) && Interlocked.CompareExchange(ref _toldAt, now.Ticks, before) == before;
    }
}

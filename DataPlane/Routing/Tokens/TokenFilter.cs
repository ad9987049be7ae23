using System.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Filters;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Routing.Tokens;

/// <summary>Lets those requests pass that carry a good token, where one is needed (envoy.extensions.filters.http.jwt_authn). Asks nobody.</summary>
/// <param name="rules">The first that matches holds.</param>
/// <param name="ignorePathParameters">As the table of routes does.</param>
internal sealed class TokenFilter(string name, string place, TokenRule[] rules, bool ignorePathParameters) : RequestFilter(name, place)
{
    private TokenCounters _counters = new();

    private static ReadOnlySpan<byte> Field => "authorization"u8;

    private static ReadOnlySpan<byte> Scheme => "Bearer "u8;

    public override bool DoesAnything => rules.Any(rule => rule.Provider is not null);

    public override bool IsGuard => true;

    public override string Summary => $"tokens of {string.Join(", ", rules.Select(rule => rule.Provider?.Issuer).OfType<string>().Distinct(StringComparer.Ordinal))}";

    public IEnumerable<KeyOrigin> KeyOrigins => rules.Select(rule => rule.Provider?.Origin).OfType<KeyOrigin>();

    public TokenStatus Status => new(Place, Summary, _counters.Allowed, _counters.Denied, _counters.Known);

    public override FilterVerdict Apply(RequestHead head, ExchangeFacts facts, ulong random)
    {
        if (Needed(head, facts, random) is not { } provider) return FilterVerdict.Pass;
        var problem = Check(head, facts, provider, out var wasKnown);
        if (problem != TokenProblem.None)
        {
            _counters.Refused();
            return new FilterVerdict(TokenProblems.RefusalOf(problem), TimeSpan.Zero);
        }

        _counters.Passed(wasKnown);
        if (!provider.Forwards) head.Headers.Remove(Field);
        return FilterVerdict.Pass;
    }

    public override void TakeOver(RequestFilter previous, Instant now)
    {
        if (previous is TokenFilter before) _counters = before._counters;
    }

    private TokenProvider? Needed(RequestHead head, ExchangeFacts facts, ulong random)
    {
        var input = new MatchInput(head, facts, random, ignorePathParameters);
        foreach (var rule in rules)
            if (rule.Matches(in input)) return rule.Provider;
        return null;
    }

    private static TokenProblem Check(RequestHead head, ExchangeFacts facts, TokenProvider provider, out bool wasKnown)
    {
        wasKnown = false;
        var slot = head.Headers.Find(Field);
        if (slot < 0) return TokenProblem.Missing;
        if (head.Headers.Find(Field, slot + 1) >= 0) return TokenProblem.Repeated;
        var value = head.Headers.Value(slot);
        if (value.Length <= Scheme.Length || !Ascii.EqualsIgnoreCase(value[..Scheme.Length], Scheme)) return TokenProblem.Missing;
        var token = value[Scheme.Length..].Trim((byte)' ');
        if (token.Length > TokenVerifier.BytesMax) return TokenProblem.TooLong;
        if (provider.KeysOf(facts) is not { } keys) return TokenProblem.KeysNotThere;
        var now = facts.Clock.GetUtcNow().ToUnixTimeSeconds();
        var hash = TokenHash.Of(token);
        wasKnown = provider.Verified.Contains(in hash, keys, now);
        if (wasKnown) return TokenProblem.None;
        var problem = TokenVerifier.Verify(token, provider, keys, now, out var from, out var until);
        if (problem == TokenProblem.None) provider.Verified.Add(in hash, keys, from, until);
        else if (problem == TokenProblem.UnknownKey) provider.MissKey(facts);
        return problem;
    }
}

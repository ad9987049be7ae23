using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Filters;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Routing.Authorization;

/// <summary>Lets those requests pass that the rules allow (envoy.extensions.filters.http.rbac).</summary>
/// <param name="ignorePathParameters">As the table of routes does, so that both see one path.</param>
internal sealed class AuthorizationFilter(string name, string place, AccessSettings settings, bool ignorePathParameters) : RequestFilter(name, place)
{
    private readonly AccessGuard _guard = new(place, settings);

    public override bool DoesAnything => settings.Rules is not null || settings.Shadow is not null;

    public override bool IsGuard => true;

    public override string Summary => settings.Summary;

    public AccessStatus Status => _guard.Status;

    public override FilterVerdict Apply(RequestHead head, ExchangeFacts facts, ulong random)
    {
        var input = new AccessInput(head, facts, ignorePathParameters);
        var refusal = _guard.Decide(in input, facts.Clock, out var told);
        facts.Told ??= told;
        return refusal is null ? FilterVerdict.Pass : new FilterVerdict(refusal, TimeSpan.Zero);
    }

    public override void TakeOver(RequestFilter previous, Instant now)
    {
        if (previous is AuthorizationFilter before) _guard.TakeOver(before._guard);
    }
}

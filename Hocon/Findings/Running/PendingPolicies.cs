using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Running;

/// <summary>What the data plane does not run yet. Whoever makes it run one of them deletes its line.</summary>
internal static class PendingPolicies
{
    private static readonly PendingPolicy[] All =
    [
        new("protocol", "HTTP/2 and gRPC are", "HTTP/1.1 is spoken", set => set.Protocol.Value is Protocol.Http2 or Protocol.Grpc),
        new("timeout.per-try", "the time of a single try is", "only timeout.request ends a request", set => set.Timeout.PerTry.Value is not null),
        new("retries", "retries and their budget are", "each request is tried once", set => set.Retries.MaxAttempts.Value > 1),
        new("hedging", "hedging is", "no second copy is sent", set => set.Hedging is not null),
        new("load-balancer.slow-start", "slow start is", "a new replica gets its full share at once", set => set.LoadBalancer.SlowStart.Value is not null),
        new("breaker.trip", "the breaker's trip is", "only its limits refuse", set => set.Breaker.Trip is not null),
        new("outlier", "outlier detection is", "a bad replica keeps its share", set => set.Outlier is not null),
        new("health-check", "health checking is", "replicas are not asked", set => set.HealthCheck is not null),
        new("rate-limit.local", "local rate limiting is", "all requests pass", set => set.LocalRateLimit is not null),
        new("rate-limit.global", "global rate limiting is", "all requests pass", set => set.GlobalRateLimit is not null),
        new("mtls", "mTLS is", "requests travel in plain text", set => set.Mtls.Mode.Value != MtlsMode.Off, OpensADoor: true),
        new(
            "authz", "authorization is", "everybody who reaches a sidecar is let in",
            set => set.Authorization.Default.Value != AuthorizationDefault.Allow, OpensADoor: true),
        new("fault", "fault injection is", "no trouble is made", set => set.Fault is not null),
        new("tracing", "tracing is", "no spans are sent", set => set.Tracing.Sample.Value > 0),
        new("access-log", "access logging is", "requests leave no lines", set => set.AccessLog is not null),
    ];

    private static readonly PendingPolicy Export = new("otlp", "sending traces and metrics is", "nothing leaves the sidecar by itself", _ => true);

    /// <returns>Those that the mesh asks for, each with the first place where it was written; where none was, the mesh itself.</returns>
    public static IEnumerable<(PendingPolicy Policy, Place Place)> Of(MeshView view)
    {
        foreach (var policy in All)
        {
            Place? first = null;
            foreach (var scope in view.Scopes)
            {
                if (!policy.IsAsked(scope.Policies)) continue;
                var place = scope.PlaceOf(policy.Key);
                if (!place.IsWritten) first ??= BuiltIn(view, policy);
                else if (first is not { IsWritten: true } || place.Span.Offset < first.Value.Span.Offset) first = place;
            }
            if (first is { } found) yield return (policy, found);
        }
        if (view.Mesh.Otlp is { } otlp)
            yield return (Export, new Place(otlp.Endpoint.Origin, "mesh.otlp", 1));
    }

    private static Place BuiltIn(MeshView view, PendingPolicy policy)
    {
        var name = view.Mesh.Name;
        SourceSpan span = name.IsWritten ? name.Origin : view.Services[0].Span;
        return new Place(span, $"mesh.defaults.{policy.Key}", 0);
    }
}

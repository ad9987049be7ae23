using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Running;

/// <summary>What the data plane does not run yet. Whoever makes it run one of them deletes its line.</summary>
internal static class PendingPolicies
{
    private static readonly PendingPolicy[] All =
    [
        new("protocol", "HTTP/2 and gRPC are", "HTTP/1.1 is spoken", scope => scope.Policies.Protocol.Value is Protocol.Http2 or Protocol.Grpc),
        new("load-balancer.locality", "preferring replicas of the own zone is", "all zones get the same share", PrefersZone),
        new("health-check", "health checking by gRPC is", "replicas are not asked", ChecksByGrpc),
        Http("cors", "CORS is", "browsers of other sites are not answered as the policy says", set => set.Cors is not null),
        Http("tracing", "tracing is", "no spans are sent", set => set.Tracing.Sample.Value > 0),
        Any("access-log", "access logging is", "requests leave no lines", set => set.AccessLog is not null),
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
                if (!policy.IsAsked(scope)) continue;
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

    private static PendingPolicy Any(string key, string name, string consequence, Func<PolicySet, bool> isAsked) =>
        new(key, name, consequence, scope => isAsked(scope.Policies));

    // What is said of requests means nothing to bytes that pass unread.
    private static PendingPolicy Http(string key, string name, string consequence, Func<PolicySet, bool> isAsked) =>
        new(key, name, consequence, scope => scope.IsHttp && isAsked(scope.Policies));

    private static bool ChecksByGrpc(PolicyScope scope) => scope.Policies.HealthCheck?.Type.Value switch
    {
        "grpc" => true,
        "auto" => scope.Policies.Protocol.Value == Protocol.Grpc,
        _ => false,
    };

    private static bool PrefersZone(PolicyScope scope) =>
        scope.Policies.LoadBalancer.Locality.Value == "prefer-local" && scope.Service.Endpoints.Any(replica => replica.Zone != scope.Service.Endpoints[0].Zone);
}

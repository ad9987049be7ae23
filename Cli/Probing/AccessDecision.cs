using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Probing;

/// <summary>Whether the callee's sidecar lets a request in.</summary>
/// <param name="Reason">In a sentence.</param>
/// <param name="Origin">The line that decided; null when it is only built in.</param>
internal sealed record AccessDecision(bool IsAllowed, string Reason, SourceSpan? Origin)
{
    public string Verdict => IsAllowed ? "ALLOW" : "DENY";

    /// <param name="route">That the request takes.</param>
    public static AccessDecision Of(ServiceMesh mesh, ProbeRequest request, Service callee, RouteDecision route)
    {
        if (route.IsRefused) return new AccessDecision(false, $"answered with 400: {route.Reason}", null);
        var (policies, layers) = (route.Route?.Policies ?? callee.Policies, route.Route?.Layers ?? callee.Layers);
        if (PathAmbiguity.In(route.Path, callee) is { } ambiguous) return ambiguous;
        var decision = new AccessCheck(mesh, callee, policies, layers).Of(request.From, request.Method, route.Path, RouteCheck.HostOf(request, callee));
        return decision.IsAllowed && policies is { IsHttp: true, Authorization.JwtIssuer.Value: { } issuer } ? decision.WithToken(issuer, policies.Authorization.JwtAudience.Value) : decision;
    }

    private AccessDecision WithToken(string issuer, string? audience) =>
        this with { Reason = $"{Reason}, with a token of {issuer}{(audience is null ? "" : $" for {audience}")}; without one it gets 401" };
}

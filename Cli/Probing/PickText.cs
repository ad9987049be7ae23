using ActorMesh.Cli.Describing;
using ActorMesh.Cli.Values;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Cli.Probing;

/// <summary>Who may get a request in the end, by which policy, and how long it may take.</summary>
internal static class PickText
{
    /// <param name="route">Null for a service without rules.</param>
    /// <returns>Null when the proxy answers by itself.</returns>
    public static string? Of(Service service, Route? route)
    {
        if (route is { Redirect: not null } or { Response: not null }) return null;
        var policies = route?.Policies ?? service.Policies;
        return $"{Choice(service, route, policies.LoadBalancer)}   timeout {PolicySummaries.Bound(policies.Timeout.Request.Value)}, {PolicySummaries.Retries(policies.Retries)}";
    }

    private static string Choice(Service service, Route? route, LoadBalancerPolicy balancer)
    {
        var policy = EnumWord.Of(balancer.Policy.Value) + (balancer.HashOn.Value is { } key ? $" on {key}" : "");
        if (service.EndpointsDns is { } dns) return $"{policy} among what DNS says for {dns.Name.Value}";
        var versions = route?.Split.Where(share => share.Share > 0).ToList() ?? [];
        if (versions.Count <= 1) return Among(policy, Replicas(service, versions.FirstOrDefault()?.Version ?? ""));
        return string.Join("; ", versions.Select(share => $"{ShareText.Of(share.Share)} {Among(policy, Replicas(service, share.Version))}"));
    }

    private static List<string> Replicas(Service service, string version)
    {
        var selector = service.FindVersion(version);
        return [.. service.Endpoints.Where(endpoint => selector is null || selector.Selects(endpoint)).Select(endpoint => $"{endpoint.Host}:{endpoint.Port}")];
    }

    private static string Among(string policy, List<string> replicas) => replicas.Count switch
    {
        0 => "nobody: no replica has the version",
        1 => replicas[0],
        2 => $"{policy} between {replicas[0]} and {replicas[1]}",
        _ => $"{policy} among {string.Join(", ", replicas)}",
    };
}

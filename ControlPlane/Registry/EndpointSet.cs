using System.Collections.Frozen;

namespace ActorMesh.ControlPlane.Registry;

/// <summary>Where the live proxies of each service are. What a mesh file writes is not among them. Immutable.</summary>
public sealed class EndpointSet
{
    public static readonly EndpointSet Empty = new(FrozenDictionary<string, IReadOnlyList<RegisteredEndpoint>>.Empty);

    private readonly FrozenDictionary<string, IReadOnlyList<RegisteredEndpoint>> _byService;

    private EndpointSet(FrozenDictionary<string, IReadOnlyList<RegisteredEndpoint>> byService) => _byService = byService;

    /// <param name="endpoints">Each proxy once, in any order.</param>
    /// <param name="previous">Lists that are as they were are taken from it, so that who compares references sees what changed.</param>
    public static EndpointSet Of(IEnumerable<RegisteredEndpoint> endpoints, EndpointSet? previous = null)
    {
        var lists = endpoints.GroupBy(endpoint => endpoint.Registration.Service, StringComparer.Ordinal).ToFrozenDictionary(
            service => service.Key, service => Kept([.. service.OrderBy(endpoint => endpoint.Registration.ProxyId, StringComparer.Ordinal)], previous?.Of(service.Key)),
            StringComparer.Ordinal);
        return new EndpointSet(lists);
    }

    public IReadOnlyCollection<string> Services => _byService.Keys;

    /// <returns>By the id of the proxy; none for a service that has no live proxy.</returns>
    public IReadOnlyList<RegisteredEndpoint> Of(string service) => _byService.GetValueOrDefault(service) ?? [];

    /// <summary>The services whose endpoints differ.</summary>
    public IReadOnlyList<string> ChangedSince(EndpointSet earlier) =>
    [
        .. _byService.Where(service => !ReferenceEquals(service.Value, earlier._byService.GetValueOrDefault(service.Key))).Select(service => service.Key),
        .. earlier._byService.Keys.Where(service => !_byService.ContainsKey(service)),
    ];

    private static IReadOnlyList<RegisteredEndpoint> Kept(IReadOnlyList<RegisteredEndpoint> now, IReadOnlyList<RegisteredEndpoint>? before) =>
        before is not null && now.SequenceEqual(before) ? before : now;
}

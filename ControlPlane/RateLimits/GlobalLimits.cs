using System.Collections.Frozen;
using ActorMesh.Hocon.Compiling.Filters;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>What the mesh allows in all, by domain and by what requests are counted by. Immutable.</summary>
public sealed class GlobalLimits
{
    public static readonly GlobalLimits None = new(FrozenDictionary<(string, string), LimitNumbers>.Empty, []);

    private readonly FrozenDictionary<(string Domain, string Keys), LimitNumbers> _numbers;
    private readonly FrozenSet<(string Service, string Domain, string Keys)> _named;

    private GlobalLimits(FrozenDictionary<(string, string), LimitNumbers> numbers, IEnumerable<(string, string, string)> named) =>
        (_numbers, _named) = (numbers, named.ToFrozenSet());

    public int Count => _numbers.Count;

    /// <summary>Where several services or routes have the same domain and key they are one limit, which allows what all of them allow: the lower rate and the lower burst.</summary>
    public static GlobalLimits Of(ServiceMesh mesh)
    {
        var numbers = new Dictionary<(string, string), LimitNumbers>();
        var named = new HashSet<(string, string, string)>();
        foreach (var (service, limit) in mesh.Services.SelectMany(service => service.Routes.Select(route => route.Policies).Prepend(service.Policies).Select(policies => (service.Name, policies.GlobalRateLimit))))
        {
            if (limit is null) continue;
            var key = (limit.Domain.Value, GlobalRateLimitNames.EntryKey(limit.Key.Value));
            var own = new LimitNumbers(limit.Rate.Value, limit.Burst.Value);
            named.Add((service, key.Item1, key.Item2));
            numbers[key] = numbers.TryGetValue(key, out var other) ? LimitNumbers.Lower(own, other) : own;
        }

        return numbers.Count == 0 ? None : new GlobalLimits(numbers.ToFrozenDictionary(), named);
    }

    /// <summary>Whether requests to a service are counted in it: nobody else has a use for its tokens.</summary>
    public bool IsOf(string service, LimitKey key) => _named.Contains((service, key.Domain, key.EntryKeys));

    /// <returns>Null: the mesh has no such limit.</returns>
    public LimitNumbers? Find(LimitKey key) => _numbers.TryGetValue((key.Domain, key.EntryKeys), out var found) ? found : null;
}

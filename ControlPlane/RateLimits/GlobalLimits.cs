using System.Collections.Frozen;
using ActorMesh.Hocon.Compiling.Filters;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>What the mesh allows in all, by domain and by what requests are counted by. Immutable.</summary>
public sealed class GlobalLimits
{
    public static readonly GlobalLimits None = new(FrozenDictionary<(string, string), LimitNumbers>.Empty);

    private readonly FrozenDictionary<(string Domain, string Keys), LimitNumbers> _numbers;

    private GlobalLimits(FrozenDictionary<(string, string), LimitNumbers> numbers) => _numbers = numbers;

    public int Count => _numbers.Count;

    /// <summary>Where several services or routes have the same domain and key they are one limit, which allows what all of them allow: the lower rate and the lower burst.</summary>
    public static GlobalLimits Of(ServiceMesh mesh)
    {
        var numbers = new Dictionary<(string, string), LimitNumbers>();
        foreach (var limit in mesh.Services.SelectMany(service => service.Routes.Select(route => route.Policies).Prepend(service.Policies)).Select(policies => policies.GlobalRateLimit))
        {
            if (limit is null) continue;
            var key = (limit.Domain.Value, GlobalRateLimitNames.EntryKey(limit.Key.Value));
            var own = new LimitNumbers(limit.Rate.Value, limit.Burst.Value);
            numbers[key] = numbers.TryGetValue(key, out var other) ? LimitNumbers.Lower(own, other) : own;
        }

        return numbers.Count == 0 ? None : new GlobalLimits(numbers.ToFrozenDictionary());
    }

    /// <returns>Null: the mesh has no such limit.</returns>
    public LimitNumbers? Find(LimitKey key) => _numbers.TryGetValue((key.Domain, key.EntryKeys), out var found) ? found : null;
}

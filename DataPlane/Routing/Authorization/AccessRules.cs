using ActorMesh.DataPlane.Routing.Exchange;

namespace ActorMesh.DataPlane.Routing.Authorization;

/// <summary>Policies and what follows when one matches (envoy.config.rbac.v3.RBAC). Pure: the same input gives the same decision.</summary>
internal sealed class AccessRules
{
    private readonly AccessPolicy[] _policies;
    private readonly Refusal[] _byPolicy;
    private readonly Refusal _byNone;

    /// <param name="policies">Asked in the order of their names.</param>
    public AccessRules(AccessAction action, IEnumerable<AccessPolicy> policies)
    {
        Action = action;
        _policies = [.. policies.OrderBy(policy => policy.Name, StringComparer.Ordinal)];
        _byPolicy = [.. _policies.Select(policy => Refusal.AccessDenied(policy.Name))];
        _byNone = Refusal.AccessDenied(policy: null);
    }

    public AccessAction Action { get; }

    /// <summary>Names of the policies.</summary>
    public IEnumerable<string> Policies => _policies.Select(policy => policy.Name);

    /// <summary>For people.</summary>
    public string Summary => $"{Action.ToString().ToLowerInvariant()} {(_policies.Length == 0 ? "nothing" : string.Join(", ", _policies.Select(policy => policy.Name)))}";

    /// <param name="matched">The first policy that matches; null for none.</param>
    /// <returns>Why the request is denied; null when it is not.</returns>
    public Refusal? Decide(in AccessInput input, out string? matched)
    {
        matched = null;
        if (Action == AccessAction.Log) return null;
        for (var i = 0; i < _policies.Length; i++)
        {
            if (!_policies[i].Matches(in input)) continue;
            matched = _policies[i].Name;
            return Action == AccessAction.Allow ? null : _byPolicy[i];
        }

        return Action == AccessAction.Allow ? _byNone : null;
    }
}

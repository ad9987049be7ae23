using ActorMesh.Hocon.Mesh.Policies;

namespace ActorMesh.Hocon.Mesh;

/// <summary>Who may call a service without fitting a rule.</summary>
public static class AllowedCallers
{
    /// <returns>
    /// What <c>allow-from</c> says. When it is not written: nobody where there are rules, because the rules say who; else those that list the
    /// service in <c>calls</c>, and <c>ingress</c> where the service is exposed.
    /// </returns>
    public static IReadOnlyList<string> Of(ServiceMesh mesh, Service service, AuthorizationPolicy policy)
    {
        if (policy.AllowFrom.Value is { } written) return written;
        return policy.Rules.Count > 0 ? [] : [.. Callers.Of(mesh, service)];
    }
}

using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;

namespace ActorMesh.Hocon.Compiling.Security;

/// <summary>Who may call a service without fitting a rule.</summary>
public static class AllowedCallers
{
    /// <summary>Stands for clients outside the mesh.</summary>
    public const string Ingress = "ingress";

    /// <returns>
    /// What <c>allow-from</c> says. When it is not written: nobody where there are rules, because the rules say who; else those that list the
    /// service in <c>calls</c>, and <c>ingress</c> where the service is exposed.
    /// </returns>
    public static IReadOnlyList<string> Of(ServiceMesh mesh, Service service, AuthorizationPolicy policy)
    {
        if (policy.AllowFrom.Value is { } written) return written;
        if (policy.Rules.Count > 0) return [];
        var callers = mesh.CallersOf(service.Name).Select(caller => caller.Name);
        return service.Exposure is null ? [.. callers] : [.. callers, Ingress];
    }
}

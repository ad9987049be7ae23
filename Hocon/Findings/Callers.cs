using ActorMesh.Hocon.Compiling.Security;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Findings;

/// <summary>Names by which authorization knows callers.</summary>
internal static class Callers
{
    /// <summary>Clients outside the mesh, who enter where a service is exposed.</summary>
    public const string Ingress = AllowedCallers.Ingress;

    /// <returns>Who sends requests to a service by what the file says.</returns>
    public static IEnumerable<string> Of(ServiceMesh mesh, Service service)
    {
        foreach (var caller in mesh.CallersOf(service.Name)) yield return caller.Name;
        if (service.Exposure is not null) yield return Ingress;
    }
}

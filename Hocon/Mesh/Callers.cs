namespace ActorMesh.Hocon.Mesh;

/// <summary>Names by which authorization knows callers.</summary>
public static class Callers
{
    /// <summary>Clients outside the mesh, who enter where a service is exposed.</summary>
    public const string Ingress = "ingress";

    /// <returns>Who sends requests to a service by what the file says.</returns>
    public static IEnumerable<string> Of(ServiceMesh mesh, Service service)
    {
        foreach (var caller in mesh.CallersOf(service.Name)) yield return caller.Name;
        if (service.Exposure is not null) yield return Ingress;
    }
}

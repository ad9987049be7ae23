using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.References;

/// <summary>A port that is taken where a workload runs.</summary>
/// <param name="Meaning">Who has it, as in <c>the application's own</c>.</param>
internal readonly record struct WorkloadPort(int Number, string Meaning, Place Place)
{
    /// <returns>The surest first: when two are the same, the later one is to be changed.</returns>
    public static IEnumerable<WorkloadPort> Of(ServiceMesh mesh, Service service, IReadOnlyList<Service> callees)
    {
        yield return Own(mesh.AdminPort, "the sidecar's admin API", "mesh.admin-port");
        if (callees.Any(callee => callee.Policies.IsHttp)) yield return Own(mesh.OutboundPort, "the one for all callees", "mesh.outbound-port");
        yield return Own(service.Port, "the one that callers dial", $"{service.Path}.port");
        yield return Own(service.AppPort, "the application's own", $"{service.Path}.app-port");
        if (service.Exposure is { } exposure) yield return Own(exposure.Port, "the entry for clients", $"{service.Path}.expose.port");
        foreach (var callee in callees)
        {
            if (callee.LocalPort.Value is { } local)
                yield return Own(new Setting<int>(local, callee.LocalPort.Origin), $"where it finds {callee.Name}", $"{callee.Path}.local-port");
        }

        WorkloadPort Own(Setting<int> port, string meaning, string path) =>
            new(port.Value, meaning, port.IsWritten ? new Place(port.Origin, path, 2) : new Place(service.Span, service.Path, 0));
    }
}

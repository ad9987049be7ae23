using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Sidecars;
using ActorMesh.Cli.Values;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Cli.Describing;

/// <summary>Gathers what touches a service.</summary>
internal sealed class ServiceDescription(CheckedMesh file, ServiceMesh mesh)
{
    // Ports are chosen for a mesh that can run.
    private readonly Placement? _placement = file.Mesh is null ? null : Placement.AsWritten(mesh);

    /// <param name="withEffective">Whether every value shall be in it.</param>
    public ServiceShape Of(Service service, bool withEffective)
    {
        return new ServiceShape(
            "actormesh/v1",
            "Service",
            service.Name,
            service.Span.ToString(),
            service.Port.Value,
            $"127.0.0.1:{service.AppPort.Value}",
            EnumWord.Of(service.Policies.Protocol.Value),
            service.Exposure is { } exposure ? ExposureText(exposure) : null,
            Replicas(service),
            [.. service.Versions.Select(version => $"{version.Name} ({version.Label}={version.LabelValue})")],
            [.. Ingress(service), .. mesh.CallersOf(service.Name).Select(caller => Call(caller, caller.Name, service))],
            [.. service.Calls.Select(call => mesh.Find(call.Service)).OfType<Service>().Select(callee => Call(service, callee.Name, callee))],
            [.. service.Routes.Select(Line)],
            PolicyShape.Of(service.Policies, service.Layers),
            [.. file.FindingsAt(service.Path).Select(Finding.Of)],
            withEffective ? [.. EffectiveValues.Of(service.Layers).Select(EffectiveShape.Of)] : null);
    }

    public static RouteLineShape Line(Route route) => new(route.Name, RouteText.Match(route.Match), RouteText.Target(route), route.Span.ToString());

    private NeighbourShape Call(Service caller, string shown, Service callee)
    {
        var local = _placement?.Of(caller).Outbound.FirstOrDefault(outbound => outbound.Callee == callee.Name).Address;
        return new NeighbourShape(shown, local?.ToString(), caller.Calls.First(call => call.Service == callee.Name).Span.ToString());
    }

    private static IEnumerable<NeighbourShape> Ingress(Service service) =>
        service.Exposure is { } exposure ? [new NeighbourShape(Callers.Ingress, null, exposure.Span.ToString())] : [];

    private static List<string> Replicas(Service service)
    {
        if (service.EndpointsDns is { } dns) return [$"{dns.Name.Value}, by DNS every {DurationText.Of(dns.Refresh.Value)}"];
        return [.. service.Endpoints.Select(endpoint =>
        {
            var labels = string.Concat(endpoint.Labels.Select(label => $" {label.Key}={label.Value}"));
            return $"{endpoint.Host}:{endpoint.Port}{(endpoint.Zone is { } zone ? $" zone={zone}" : "")}{(endpoint.Weight == 100 ? "" : $" weight={endpoint.Weight}")}{labels}";
        })];
    }

    private static string ExposureText(Exposure exposure) =>
        $"{(exposure.TlsCertificate.Value is null ? "http" : "https")}://{exposure.Host.Value}:{exposure.Port.Value}{exposure.PathPrefix.Value}";
}

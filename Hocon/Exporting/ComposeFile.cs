using System.Text.Json.Nodes;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Exporting;

/// <summary>
/// A mesh as containers: for each service a stand-in application, and its sidecar in the same network. Keeps to what every version of compose
/// understands.
/// </summary>
public static class ComposeFile
{
    private const string NotCarried = "AM0801";
    private const string MeshInContainer = "/etc/actormesh/mesh.conf";

    /// <param name="mesh">Without errors.</param>
    /// <param name="meshPath">Where the mesh file is, as the compose file should name it.</param>
    /// <param name="diagnostics">What the containers do without.</param>
    /// <exception cref="PlacementException">Two ports of a workload collide.</exception>
    public static JsonObject Of(ServiceMesh mesh, string meshPath, out IReadOnlyList<Diagnostic> diagnostics)
    {
        var lost = new List<Diagnostic>();
        var placement = Placement.AsWritten(mesh);
        var services = new JsonObject();
        foreach (var service in mesh.Services)
        {
            var place = placement.Of(service);
            Report(service, lost);
            services.Add(service.Name, App(service, place));
            services.Add($"{service.Name}-sidecar", Sidecar(service, place, meshPath));
        }

        diagnostics = lost;
        return new JsonObject { ["version"] = "3.7", ["services"] = services };
    }

    private static JsonObject App(Service service, WorkloadPlacement place)
    {
        var command = new JsonArray("workload", "--name", service.Name, "--port", Text(place.App.Port));
        foreach (var (callee, address) in place.Outbound)
        {
            command.Add("--call");
            command.Add($"{callee}=http://{address}");
        }

        var app = Hardened(command, $"http://127.0.0.1:{Text(place.App.Port)}/healthz");
        // The sidecar's ports belong to the network of the application, and so are published here.
        if (place.Ingress is { } ingress) app.Add("ports", new JsonArray($"{Text(ingress.Port)}:{Text(ingress.Port)}"));
        return app;
    }

    private static JsonObject Sidecar(Service service, WorkloadPlacement place, string meshPath)
    {
        var sidecar = Hardened(
            new JsonArray("sidecar", "--mesh", MeshInContainer, "--service", service.Name), $"http://127.0.0.1:{Text(place.Admin.Port)}/ready");
        sidecar.Add("network_mode", $"service:{service.Name}");
        sidecar.Add("depends_on", new JsonArray(service.Name));
        sidecar.Add("volumes", new JsonArray($"{meshPath}:{MeshInContainer}:ro"));
        return sidecar;
    }

    private static JsonObject Hardened(JsonArray command, string health) => new()
    {
        ["image"] = "actormesh:${TAG:-dev}",
        ["command"] = command,
        ["healthcheck"] = new JsonObject
        {
            ["test"] = new JsonArray("CMD", "actormesh", "ready", health),
            ["interval"] = "5s",
            ["timeout"] = "3s",
            ["retries"] = 5,
            ["start_period"] = "20s",
        },
        ["read_only"] = true,
        ["tmpfs"] = new JsonArray("/tmp"),
        ["cap_drop"] = new JsonArray("ALL"),
        ["security_opt"] = new JsonArray("no-new-privileges:true"),
        ["restart"] = "unless-stopped",
    };

    private static void Report(Service service, List<Diagnostic> lost)
    {
        if (service.Run is { Command.Value.Count: > 0 } run)
            Lost(run.Span, $"{service.Path}.run", "the command is one of this machine; a stand-in runs in its container", "put your own image in its place");
        else if (service.Run is { Address.Value: not null } elsewhere)
            Lost(elsewhere.Span, $"{service.Path}.run", "an application that runs already has no container; a stand-in has its place", "put your own image in its place");
        if (service.Exposure is { TlsCertificate.Value: { } } exposure)
            Lost(exposure.TlsCertificate.Origin, $"{service.Path}.expose.tls-cert", "certificate and key are files of this machine", $"mount them into {service.Name}-sidecar");
        if (service.EndpointsDns is { } dns && dns.Name.Value != service.Name)
            Lost(dns.Span, $"{service.Path}.endpoints-dns", $"containers are found as {service.Name}; {dns.Name.Value} is none of them", "give the container this name as a network alias");
        foreach (var endpoint in service.Endpoints.Where(endpoint => endpoint.Host != service.Name))
            Lost(endpoint.Span, $"{service.Path}.endpoints", $"containers are found as {service.Name}; {endpoint.Host} is none of them", "give the container this name as a network alias");

        void Lost(SourceSpan at, string path, string message, string hint) =>
            lost.Add(Diagnostic.At(at, DiagnosticSeverity.Warning, NotCarried, path, message, hint));
    }

    private static string Text(int port) => port.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

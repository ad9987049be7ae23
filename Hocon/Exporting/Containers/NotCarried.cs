using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Exporting.Containers;

/// <summary>What of a mesh the containers do without.</summary>
internal static class NotCarried
{
    private const string Code = "AM0801";

    public static IReadOnlyList<Diagnostic> Of(ServiceMesh mesh) => [.. mesh.Services.SelectMany(Of)];

    private static IEnumerable<Diagnostic> Of(Service service)
    {
        if (service.Run is { Command.Value.Count: > 0 } run)
            yield return Lost(run.Span, $"{service.Path}.run", "the command is one of this machine; a stand-in runs in its container", "put your own image in its place");
        else if (service.Run is { Address.Value: not null } elsewhere)
            yield return Lost(elsewhere.Span, $"{service.Path}.run", "an application that runs already has no container; a stand-in has its place", "put your own image in its place");
        if (service.Exposure is { TlsCertificate.Value: { } } exposure)
            yield return Lost(exposure.TlsCertificate.Origin, $"{service.Path}.expose.tls-cert", "certificate and key are files of this machine", $"mount them into {service.Name}-sidecar");
        foreach (var endpoint in service.Endpoints.Where(endpoint => !ReplicaPlan.CanBeContainer(service, endpoint)))
        {
            yield return Lost(
                endpoint.Span, $"{service.Path}.endpoints", $"no container can be at {endpoint.Host}:{ComposeText.Number(endpoint.Port)}",
                $"write a name, with the port of the service: {service.Name}:{ComposeText.Number(service.Port.Value)}");
        }
    }

    private static Diagnostic Lost(SourceSpan at, string path, string message, string hint) =>
        Diagnostic.At(at, DiagnosticSeverity.Warning, Code, path, message, hint);
}

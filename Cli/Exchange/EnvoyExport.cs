using System.Text.Json;
using ActorMesh.Cli.Output;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Compiling.Running;
using ActorMesh.Hocon.Exporting;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Exchange;

/// <summary>Writes what a workload's sidecar runs as Envoy reads it.</summary>
/// <param name="asJson">YAML otherwise.</param>
/// <param name="runnableOnly">Leaves out what our own data plane does not carry out yet.</param>
internal sealed class EnvoyExport(bool asJson, bool runnableOnly)
{
    public string Extension => asJson ? "json" : "yaml";

    /// <param name="diagnostics">What is left out.</param>
    /// <exception cref="PlacementException">The workload's ports collide or do not fit.</exception>
    public string Of(ServiceMesh mesh, Service service, out IReadOnlyList<Diagnostic> diagnostics)
    {
        var bootstrap = MeshCompiler.Compile(mesh, service, Placement.AsWritten(mesh));
        diagnostics = [];
        if (runnableOnly)
        {
            var runnable = RunnableToday.Of(bootstrap);
            bootstrap = runnable.Bootstrap;
            diagnostics = [.. runnable.LeftOut.Select(lost => Diagnostic.At(service.Span, DiagnosticSeverity.Warning, "AM0801", service.Path, lost.ToString()))];
        }

        var json = EnvoyJson.Of(bootstrap);
        return asJson ? json : Yaml(json);
    }

    private static string Yaml(string json)
    {
        using var document = JsonDocument.Parse(json);
        using var writer = new StringWriter();
        YamlText.Write(document.RootElement, writer);
        return writer.ToString();
    }
}

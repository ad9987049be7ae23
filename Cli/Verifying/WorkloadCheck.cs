using ActorMesh.Cli.Meshes;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Verifying;

/// <summary>Compiles every workload of a mesh that has no errors, so that what is checked is what would run.</summary>
internal static class WorkloadCheck
{
    public static CheckedMesh Of(CheckedMesh file)
    {
        if (file.Mesh is not { } mesh) return file;
        var placement = Placement.AsWritten(mesh);
        var refused = mesh.Services.Select(service => Refusal(mesh, service, placement)).OfType<Diagnostic>().ToList();
        return refused.Count == 0 ? file : file with { Findings = [.. refused, .. file.Findings] };
    }

    private static Diagnostic? Refusal(ServiceMesh mesh, Service service, Placement placement)
    {
        try
        {
            MeshCompiler.Compile(mesh, service, placement);
            return null;
        }
        catch (PlacementException e)
        {
            return Diagnostic.At(service.Port.Origin, DiagnosticSeverity.Error, "AM0203", service.Path, e.Message);
        }
    }
}

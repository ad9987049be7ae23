using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Cli.Probing;

/// <summary>The mesh and the service that a request is about.</summary>
internal sealed class ProbeSubject(CheckedMesh file, Terminal terminal)
{
    /// <param name="problem">An <see cref="ExitCode"/> when there is none; the user was told why.</param>
    public (ServiceMesh Mesh, Service Callee)? Find(ProbeRequest request, out int problem)
    {
        problem = ExitCode.Findings;
        if (file.Mesh is not { } mesh)
        {
            terminal.Talk.Fail($"{file.File.Name} does not run: it has {Counted.Of(file.Errors, "error")}; see: actormesh lint {file.File.Name}");
            return null;
        }

        problem = ExitCode.NotFound;
        return IsKnown(mesh, request.To) && (request.From == ProbeRequest.Ingress || IsKnown(mesh, request.From)) ? (mesh, mesh.Find(request.To)!) : null;
    }

    private bool IsKnown(ServiceMesh mesh, string name)
    {
        if (mesh.Find(name) is not null) return true;
        terminal.Talk.Fail(UnknownName.Of("service", name, file.File.Name, mesh.Services.Select(service => service.Name)));
        return false;
    }
}

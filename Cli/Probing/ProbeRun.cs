using ActorMesh.Cli.Commands;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Cli.Probing;

/// <summary>Decides about a request that is not sent.</summary>
/// <param name="explain">Show each rule that was asked as well.</param>
internal sealed class ProbeRun(CheckedMesh file, bool explain, OutputFormat format, Terminal terminal)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int Run(ProbeRequest request)
    {
        if (file.Mesh is not { } mesh)
        {
            terminal.Talk.Fail($"{file.File.Name} does not run: it has {Counted.Of(file.Errors, "error")}; see: actormesh lint {file.File.Name}");
            return ExitCode.Findings;
        }
        if (!IsKnown(mesh, request.To) || (request.From != ProbeRequest.Ingress && !IsKnown(mesh, request.From))) return ExitCode.NotFound;
        var result = Decide(mesh, request);
        terminal.Print(format, () => ProbeShape.Of(result), () => CommandJson.Readable.ProbeShape, data => new ProbeText(result, explain || format == OutputFormat.Wide, terminal.Paint).Write(data));
        if (file.Findings.Any(finding => finding.Code is "AM0910" or "AM0911"))
            terminal.Talk.Warn($"so says the file; not all of it is carried out by this version: actormesh lint --notes {file.File.Name}");
        return result.ExitCode;
    }

    internal ProbeResult Decide(ServiceMesh mesh, ProbeRequest request)
    {
        var callee = mesh.Find(request.To)!;
        var route = new RouteCheck(mesh).Of(request, callee);
        var access = new AccessCheck(mesh, callee, route.Route?.Policies ?? callee.Policies, route.Route?.Layers ?? callee.Layers)
            .Of(request.From, request.Method, route.Path);
        string[] played = route.Route is { } taken ? [taken.Name, .. route.Covered] : [];
        return new ProbeResult(
            request,
            access,
            route,
            access.IsAllowed && route.IsFound ? PickText.Of(callee, route.Route) : null,
            [.. played.SelectMany(name => file.FindingsAt($"{callee.Path}.routes.{name}"))]);
    }

    private bool IsKnown(ServiceMesh mesh, string name)
    {
        if (mesh.Find(name) is not null) return true;
        terminal.Talk.Fail(UnknownName.Of("service", name, file.File.Name, mesh.Services.Select(service => service.Name)));
        return false;
    }
}

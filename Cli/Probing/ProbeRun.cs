using ActorMesh.Cli.Commands;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Cli.Probing;

/// <summary>Decides about a request that is not sent.</summary>
/// <param name="explain">Show each rule that was asked as well.</param>
internal sealed class ProbeRun(CheckedMesh file, bool explain, OutputFormat format, Terminal terminal)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int Run(ProbeRequest request)
    {
        if (new ProbeSubject(file, terminal).Find(request, out var problem) is not { Mesh: var mesh }) return problem;
        var result = Decide(mesh, request);
        terminal.Print(format, () => ProbeShape.Of(result), () => CommandJson.Readable.ProbeShape, data => new ProbeText(result, explain || format == OutputFormat.Wide, terminal.Paint).Write(data));
        if (file.Findings.Any(finding => finding.Code is "AM0910"))
            terminal.Talk.Warn($"so says the file; not all of it is carried out by this version: actormesh lint --notes {file.File.Name}");
        return result.ExitCode;
    }

    internal ProbeResult Decide(ServiceMesh mesh, ProbeRequest request)
    {
        var callee = mesh.Find(request.To)!;
        var route = new RouteCheck(mesh).Of(request, callee);
        var access = AccessDecision.Of(mesh, request, callee, route);
        string[] played = route.Route is { } taken ? [taken.Name, .. route.Covered] : [];
        return new ProbeResult(
            request,
            access,
            route,
            access.IsAllowed && route.IsFound ? PickText.Of(callee, route.Route) : null,
            [.. played.SelectMany(name => file.FindingsAt($"{callee.Path}.routes.{name}"))]);
    }
}

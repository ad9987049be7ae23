using ActorMesh.Cli.Commands;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Probing;

/// <summary>Says whether a request would be let in, and which line decides.</summary>
internal sealed class AccessRun(CheckedMesh file, OutputFormat format, Terminal terminal)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int Run(ProbeRequest request)
    {
        if (new ProbeSubject(file, terminal).Find(request, out var problem) is not { } subject) return problem;
        var (mesh, callee) = subject;
        var route = new RouteCheck(mesh).Of(request, callee);
        var access = AccessDecision.Of(mesh, request, callee, route);
        terminal.Print(format, () => AccessCheckShape.Of(request, route.Path, RouteCheck.HostOf(request, callee), access), () => CommandJson.Readable.AccessCheckShape, data =>
        {
            var verdict = access.Verdict.PadRight(ProbeText.VerdictWidth);
            data.WriteLine($"{(access.IsAllowed ? terminal.Paint.Green(verdict) : terminal.Paint.Red(verdict))}{access.Reason}{(access.Origin is { } at ? $"      {at}" : "")}");
        });
        return access.IsAllowed ? ExitCode.Done : ExitCode.NotAllowed;
    }
}

using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Probing;

/// <summary>What would become of a request.</summary>
/// <param name="Pick">Null when no replica would get it.</param>
/// <param name="Findings">What was found about the rules that play a part in it.</param>
internal sealed record ProbeResult(ProbeRequest Request, AccessDecision Access, RouteDecision Route, string? Pick, IReadOnlyList<Diagnostic> Findings)
{
    /// <summary>An <see cref="Cli.ExitCode"/>.</summary>
    public int ExitCode => !Access.IsAllowed ? Cli.ExitCode.NotAllowed : Route.IsFound ? Cli.ExitCode.Done : Cli.ExitCode.NotFound;
}

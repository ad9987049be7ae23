using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Probing;

/// <summary>Whether the callee's sidecar lets a request in.</summary>
/// <param name="Reason">In a sentence.</param>
/// <param name="Origin">The line that decided; null when it is only built in.</param>
internal sealed record AccessDecision(bool IsAllowed, string Reason, SourceSpan? Origin)
{
    public string Verdict => IsAllowed ? "ALLOW" : "DENY";
}

using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Cli.Probing;

/// <summary>What the caller's sidecar does with a request.</summary>
/// <param name="IsFound">False when it would be answered with 404, or refused.</param>
/// <param name="Route">The rule that takes it; null for a service without rules, or when there is none.</param>
/// <param name="Reason">Why there is none; empty when there is one.</param>
/// <param name="Path">As routes see it.</param>
/// <param name="Steps">The rules that were asked, in order.</param>
/// <param name="Covered">Rules that match as well but are never asked.</param>
internal sealed record RouteDecision(bool IsFound, Route? Route, string Reason, string Path, IReadOnlyList<ProbeStep> Steps, IReadOnlyList<string> Covered)
{
    /// <summary>It is answered with 400 before any route or rule is asked.</summary>
    public bool IsRefused { get; private init; }

    public static RouteDecision Refused(string reason, string path) => None(reason, path) with { IsRefused = true };

    public static RouteDecision None(string reason, string path) => new(false, null, reason, path, [], []);
}

using ActorMesh.Cli.Describing;
using ActorMesh.Cli.Sidecars;

namespace ActorMesh.Cli.Probing;

/// <summary>What <c>probe -o json</c> prints.</summary>
/// <param name="Pick">Null when no replica would get the request.</param>
internal sealed record ProbeShape(
    string ApiVersion,
    string Kind,
    string From,
    string To,
    string Method,
    string Path,
    bool Allowed,
    ProbeShape.Decision Access,
    ProbeShape.Taken Route,
    string? Pick,
    IReadOnlyList<Finding> Findings)
{
    public static ProbeShape Of(ProbeResult result) => new(
        "actormesh/v1",
        "Probe",
        result.Request.From,
        result.Request.To,
        result.Request.Method,
        result.Request.Path,
        result.Access.IsAllowed,
        new Decision(result.Access.Reason, result.Access.Origin?.ToString()),
        new Taken(
            result.Route.IsFound,
            result.Route.Route?.Name,
            result.Route.Route is { } route ? RouteText.Target(route) : null,
            result.Route.Route?.Span.ToString(),
            result.Route.IsFound ? null : result.Route.Reason,
            [.. result.Route.Steps.Select(step => new Step(step.Route, step.IsTaken, step.Reason, step.Origin?.ToString()))],
            result.Route.Covered),
        result.Pick,
        [.. result.Findings.Select(Finding.Of)]);

    internal sealed record Decision(string Reason, string? At);

    /// <param name="Reason">Why none was found.</param>
    /// <param name="Steps">The rules that were asked, in order.</param>
    /// <param name="Covered">Rules that match as well but are never asked.</param>
    internal sealed record Taken(bool Found, string? Name, string? Target, string? At, string? Reason, IReadOnlyList<Step> Steps, IReadOnlyList<string> Covered);

    internal sealed record Step(string Name, bool Taken, string Reason, string? At);
}

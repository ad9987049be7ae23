using ActorMesh.Cli.Describing;
using ActorMesh.Cli.Probing;
using ActorMesh.Cli.Sidecars;
using ActorMesh.Hocon.Findings;
using ActorMesh.Hocon.Findings.Calls;

namespace ActorMesh.Cli.Verifying;

/// <summary>What <c>verify -o json</c> prints of one mesh.</summary>
internal sealed record VerificationShape(
    string ApiVersion,
    string Kind,
    string File,
    IReadOnlyList<VerificationShape.CaseShape> Cases,
    IReadOnlyList<VerificationShape.AccessShape> Access,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<VerificationShape.WhyShape> Lessons)
{
    public static VerificationShape Of(Verification verification) => new(
        "actormesh/v1",
        "Verification",
        verification.File,
        [.. verification.Cases.Select(CaseShape.Of)],
        [.. verification.Access.Select(pair => new AccessShape(pair.From, pair.To, pair.Calls, pair.Grant.ToString().ToLowerInvariant(), pair.Reason, pair.Origin?.ToString()))],
        [.. verification.Findings.Select(Finding.Of)],
        [.. verification.Findings.Select(finding => finding.Code).OfType<string>().Distinct(StringComparer.Ordinal).Select(Hocon.Findings.Lessons.Find).OfType<Lesson>()
            .Select(lesson => new WhyShape(lesson.Code, lesson.Why, lesson.Scene))]);

    /// <param name="CallersWait">And the others: as in a mesh file; <c>off</c> is without end.</param>
    internal sealed record CaseShape(
        string Service, IReadOnlyList<string> Way, double AsWritten, double WithoutBudgets, string CallersWait, string LongestCall, string AllCalls, bool Late)
    {
        public static CaseShape Of(WorstCase worst) => new(
            worst.Service.Name,
            [.. worst.FromOutside ? new[] { ProbeRequest.Ingress } : [], .. worst.Way.Select(service => service.Name)],
            worst.AsWritten,
            worst.WithoutBudgets,
            PolicySummaries.Bound(worst.CallersWait),
            PolicySummaries.Bound(worst.LongestCall),
            PolicySummaries.Bound(worst.AllCalls),
            worst.IsLate);
    }

    /// <param name="Calls">Whether it is meant to.</param>
    /// <param name="Grant"><c>none</c>, <c>some</c> or <c>all</c>.</param>
    internal sealed record AccessShape(string From, string To, bool Calls, string Grant, string Reason, string? At);

    internal sealed record WhyShape(string Code, string Why, string? Scene);
}

using ActorMesh.Cli.Sidecars;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Linting;

/// <summary>What <c>lint -o json</c> prints. Notes are always in it.</summary>
internal sealed record LintShape(string ApiVersion, string Kind, IReadOnlyList<Finding> Findings, int Files, int Errors, int Warnings, int Notes, int Ignored)
{
    public static LintShape Of(LintResult result) => new(
        "actormesh/v1",
        "Findings",
        [.. result.Findings.Select(Finding.Of)],
        result.Files,
        result.Count(DiagnosticSeverity.Error),
        result.Count(DiagnosticSeverity.Warning),
        result.Count(DiagnosticSeverity.Info),
        result.Ignored);
}

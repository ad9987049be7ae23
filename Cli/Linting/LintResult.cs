using ActorMesh.Cli.Meshes;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Linting;

/// <summary>What was found in some mesh files.</summary>
/// <param name="Files">How many.</param>
/// <param name="Findings">Those that nobody ignores.</param>
/// <param name="Ignored">How many are ignored.</param>
/// <param name="Idle">Ignores that did nothing, and why, in a sentence.</param>
internal sealed record LintResult(int Files, IReadOnlyList<Diagnostic> Findings, int Ignored, IReadOnlyList<string> Idle)
{
    public static LintResult Of(IReadOnlyList<CheckedMesh> meshes, IReadOnlyList<Ignore> ignores)
    {
        var findings = meshes.SelectMany(mesh => mesh.Findings).ToList();
        var left = findings.Where(finding => !CanIgnore(finding) || !ignores.Any(ignore => ignore.Covers(finding))).ToList();
        return new LintResult(meshes.Count, left, findings.Count - left.Count, [.. ignores.Select(ignore => WhyIdle(ignore, findings)).OfType<string>()]);
    }

    public int Count(DiagnosticSeverity severity) => Findings.Count(finding => finding.Severity == severity);

    /// <summary>An <see cref="ExitCode"/>.</summary>
    public int ExitCode(DiagnosticSeverity failOn) => Findings.Any(finding => finding.Severity >= failOn) ? Cli.ExitCode.Findings : Cli.ExitCode.Done;

    // A file with errors does not run, whatever one decides to live with.
    private static bool CanIgnore(Diagnostic finding) => finding.Severity != DiagnosticSeverity.Error;

    private static string? WhyIdle(Ignore ignore, IReadOnlyList<Diagnostic> findings)
    {
        var covered = findings.Where(ignore.Covers).ToList();
        if (covered.Count == 0) return $"{ignore} matches no finding; take it away, or correct it";
        return covered.Any(CanIgnore) ? null : $"{ignore} does nothing: a file with errors does not run";
    }
}

using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Linting;

/// <summary>What <c>lint</c> was asked to do.</summary>
/// <param name="FailOn">The least severe finding that makes it fail.</param>
/// <param name="ShowNotes">Whether findings that are merely good to know are shown as well.</param>
internal sealed record LintOptions(DiagnosticSeverity FailOn, bool ShowNotes, IReadOnlyList<Ignore> Ignores);

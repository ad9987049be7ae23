using ActorMesh.Cli.Values;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Linting;

/// <summary>The closing line of <c>lint</c>: <c>2 errors, 1 warning in 1 file; 3 notes (--notes shows them)</c>.</summary>
internal static class LintSummary
{
    /// <param name="notesShown">Whether whoever reads this has seen the notes.</param>
    public static string Of(LintResult result, bool notesShown)
    {
        var notes = result.Count(DiagnosticSeverity.Info);
        var line = $"{Counted.Of(result.Count(DiagnosticSeverity.Error), "error")}, " +
            $"{Counted.Of(result.Count(DiagnosticSeverity.Warning), "warning")} in {Counted.Of(result.Files, "file")}";
        if (notes > 0) line += $"; {Counted.Of(notes, "note")}{(notesShown ? "" : $" (--notes shows {(notes == 1 ? "it" : "them")})")}";
        if (result.Ignored > 0) line += $"; {result.Ignored} ignored";
        return line;
    }
}

using ActorMesh.Cli.Terminals;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Linting;

/// <summary>A finding for people: <c>file:line:column: error AM0104: what is wrong</c>, the line it is on, and what to do under the spot.</summary>
internal static class FindingText
{
    public static void Write(Diagnostic finding, TextWriter writer, Paint paint)
    {
        // Messages name the place by themselves.
        var text = Excerpt.Of(finding with { Path = "" });
        var kind = finding.Code is null ? finding.Severity.Word() : $"{finding.Severity.Word()} {finding.Code}";
        var at = text.IndexOf($": {kind}: ", StringComparison.Ordinal) + 2;
        writer.WriteLine($"{text[..at]}{Painted(kind, finding.Severity, paint)}{text[(at + kind.Length)..]}");
    }

    private static string Painted(string kind, DiagnosticSeverity severity, Paint paint) => severity switch
    {
        DiagnosticSeverity.Error => paint.Red(kind),
        DiagnosticSeverity.Warning => paint.Yellow(kind),
        _ => kind,
    };
}

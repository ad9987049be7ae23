using ActorMesh.Cli.Terminals;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Linting;

/// <summary>A finding for people: <c>file:line:column: error AM0104: what is wrong</c>, the line it is on, and what to do under the spot.</summary>
internal static class FindingText
{
    public static void Write(Diagnostic finding, TextWriter writer, Paint paint)
    {
        writer.WriteLine($"{finding.File}:{finding.Position}: {Kind(finding, paint)}: {finding.Message}");
        if (finding.Span is { } span)
        {
            writer.WriteLine(Excerpt.Of(span, finding.Hint));
        }
        else if (finding.Hint is { } hint)
        {
            writer.WriteLine($"  hint: {hint}");
        }
    }

    private static string Kind(Diagnostic finding, Paint paint)
    {
        var kind = finding.Code is null ? finding.Severity.Word() : $"{finding.Severity.Word()} {finding.Code}";
        return finding.Severity switch
        {
            DiagnosticSeverity.Error => paint.Red(kind),
            DiagnosticSeverity.Warning => paint.Yellow(kind),
            _ => kind,
        };
    }
}

using System.Globalization;
using ActorMesh.Cli.Describing;
using ActorMesh.Cli.Explaining;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Probing;
using ActorMesh.Cli.Terminals;
using ActorMesh.Hocon.Findings;
using ActorMesh.Hocon.Findings.Calls;
using ActorMesh.Hocon.Mesh.Values;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Verifying;

/// <summary>A verification for people: worst cases, who may call whom, and what is wrong with the lesson that each teaches.</summary>
/// <param name="showNotes">Whether what is merely good to know is shown.</param>
internal sealed class VerificationText(Verification verification, bool showNotes, Paint paint)
{
    private const int HopsShown = 8;

    private const int LessonIndent = 10;

    public void Write(TextWriter writer)
    {
        writer.WriteLine($"{verification.File}: what one request can become, and how long it may take");
        Cases().Write(writer, "  ");
        writer.WriteLine("who may call whom");
        AccessText.Write([.. verification.Cases.Select(worst => worst.Service.Name)], verification.Access, writer);
        foreach (var ofCode in verification.Findings.Where(finding => showNotes || finding.Severity > DiagnosticSeverity.Info).GroupBy(finding => finding.Code))
            Write([.. ofCode], writer);
    }

    private TextTable Cases()
    {
        var table = new TextTable();
        table.Add("SERVICE", "WORST WAY", "AS WRITTEN", "NO BUDGETS", "CALLERS WAIT", "ITS CALLS TAKE");
        foreach (var worst in verification.Cases)
        {
            table.Add(
                worst.Service.Name,
                WayText(worst),
                Times(worst.AsWritten),
                Times(worst.WithoutBudgets),
                PolicySummaries.Bound(worst.CallersWait),
                Calls(worst));
        }
        return table;
    }

    /// <summary>Of a long way its two ends; JSON has all of it.</summary>
    private static string WayText(WorstCase worst)
    {
        List<string> way = [.. worst.FromOutside ? [ProbeRequest.Ingress] : Array.Empty<string>(), .. worst.Way.Select(service => service.Name)];
        return way.Count <= HopsShown
            ? string.Join(" > ", way)
            : $"{string.Join(" > ", way.Take(HopsShown / 2))} > {way.Count - HopsShown} more > {string.Join(" > ", way.TakeLast(HopsShown / 2))}";
    }

    private string Calls(WorstCase worst)
    {
        if (worst.LongestCall == TimeSpan.Zero) return "-";
        var longest = worst.LongestCall is { } bound ? DurationText.Of(bound) : "no bound";
        var all = worst.AllCalls is { } sum && sum > worst.LongestCall ? $", one after the other {DurationText.Of(sum)}" : "";
        return longest + all + (worst.IsLate ? paint.Yellow("  LATE") : "");
    }

    private void Write(List<Diagnostic> findings, TextWriter writer)
    {
        var kind = $"{findings[0].Severity.Word()} {findings[0].Code}";
        writer.WriteLine(findings[0].Severity switch { DiagnosticSeverity.Error => paint.Red(kind), DiagnosticSeverity.Warning => paint.Yellow(kind), _ => kind });
        foreach (var finding in findings)
        {
            writer.WriteLine($"  {finding.File}:{finding.Position}: {finding.Message}");
            if (finding.Hint is { } hint) LessonText.Part("    fix:", hint, writer, LessonIndent);
        }
        if (findings[0].Code is { } code && Lessons.Find(code) is { } lesson)
            LessonText.Part("  why:", lesson.Scene is { } scene ? $"{lesson.Why} (scene {scene})" : lesson.Why, writer, LessonIndent);
    }

    private static string Times(double factor) => string.Create(CultureInfo.InvariantCulture, $"{factor:#,0.##}x");
}

using ActorMesh.Cli.Describing;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Probing;

/// <summary>The fate of a request for people: may it, where does it go, who gets it.</summary>
/// <param name="explain">Show each rule that was asked as well.</param>
internal sealed class ProbeText(ProbeResult result, bool explain, Paint paint)
{
    /// <summary>Of the column of words such as ALLOW.</summary>
    public const int VerdictWidth = 7;

    private const int PlaceGap = 6;

    public void Write(TextWriter writer)
    {
        var (access, route) = (result.Access.Reason, Route(result.Route));
        var width = Math.Max(access.Length, route.Length) + PlaceGap;
        var verdict = result.Access.Verdict.PadRight(VerdictWidth);
        writer.WriteLine($"{(result.Access.IsAllowed ? paint.Green(verdict) : paint.Red(verdict))}{$"{access.PadRight(width)}{result.Access.Origin}".TrimEnd()}");
        writer.WriteLine($"{Label("ROUTE")}{$"{route.PadRight(width)}{result.Route.Route?.Span}{Findings()}".TrimEnd()}");
        if (explain || !result.Route.IsFound) WriteSteps(writer);
        if (result.Pick is { } pick) writer.WriteLine($"{Label("PICK")}{pick}");
    }

    private static string Label(string word) => word.PadRight(VerdictWidth);

    private static string Route(RouteDecision decision)
    {
        if (!decision.IsFound) return $"none: {decision.Reason}";
        if (decision.Route is not { } route) return "every request -> all endpoints";
        var covered = decision.Covered.Count switch
        {
            0 => "",
            1 => $"  ({decision.Covered[0]} is never asked: order)",
            _ => $"  ({string.Join(", ", decision.Covered)} are never asked: order)",
        };
        return $"{route.Name} -> {RouteText.Target(route)}{covered}";
    }

    private string Findings() => string.Concat(result.Findings
        .Where(finding => finding.Severity > DiagnosticSeverity.Info)
        .DistinctBy(finding => finding.Code)
        .Select(finding => $"     {finding.Severity.Word()} {finding.Code}"));

    private void WriteSteps(TextWriter writer)
    {
        var table = new TextTable(gap: 3);
        foreach (var (index, step) in result.Route.Steps.Index())
            table.Add($"{index + 1} {step.Route}", $"{(step.IsTaken ? "taken" : "passed over")}: {step.Reason}", step.Origin?.ToString() ?? "");
        table.Write(writer, new string(' ', VerdictWidth));
    }
}

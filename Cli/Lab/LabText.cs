using System.Globalization;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Hocon.Findings.Calls;
using ActorMesh.Lab.Assertions;
using ActorMesh.Lab.Measuring;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Cli.Lab;

/// <summary>A run for people: what each variant came to, how it went over time, what was expected, and what there is to learn.</summary>
/// <param name="showLog">Whether all that changed is shown.</param>
internal sealed class LabText(Scenario scenario, IReadOnlyList<RunRecord> runs, Paint paint, bool showLog)
{
    public void Write(TextWriter writer)
    {
        writer.WriteLine($"{scenario.Name}: {scenario.Title}{(scenario.Scene.Length > 0 ? $" (scene {scenario.Scene})" : "")}");
        writer.WriteLine();
        Figures().Write(writer, "  ");
        WriteAmplification(writer);
        LabTimeline.Write(runs, writer);
        if (showLog) new LabLog(runs).WriteAll(writer);
        else new LabLog(runs).Write(writer);
        WriteVerdicts(writer);
        foreach (var paragraph in scenario.Lesson.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            writer.WriteLine();
            writer.WriteLine(Paragraph.Wrap(paragraph, 0));
        }
    }

    /// <summary>Variants of a scenario without any have no name.</summary>
    public static string NameOf(RunRecord run) => run.Variant.Name.Length > 0 ? run.Variant.Name : "all";

    private TextTable Figures()
    {
        var table = new TextTable();
        table.Add("VARIANT", "REQUESTS", "SUCCESS", "P50", "P99", "ATTEMPTS", "ANSWERS");
        foreach (var run in runs)
        {
            var load = run.Load;
            table.Add(
                NameOf(run), Count(load.Requests.Total), MeasureKind.Share.Text(load.Success(TimeSpan.Zero, null)), Time(load.Durations.Quantile(0.5)),
                Time(load.Durations.Quantile(0.99)), Count(run.Services.Sum(service => service.Attempts.Total)), Answers(load));
        }
        return table;
    }

    private static string Answers(LoadRecord load)
    {
        var unanswered = load.Requests.Total - load.Answered.Total;
        var answers = load.Answers.InOrder.OrderByDescending(answer => answer.Value).Select(answer => $"{answer.Key}: {Count(answer.Value)}");
        return string.Join("   ", unanswered > 0 ? answers.Append($"none: {Count(unanswered)}") : answers);
    }

    /// <summary>Attempts at each service for each request, and the most that the mesh file allows there in the long run.</summary>
    private void WriteAmplification(TextWriter writer)
    {
        var services = runs[0].Services.Where(service => runs.Any(run => run.Service(service.Name).Attempts.Total > 0)).Select(service => service.Name).ToList();
        if (services.Count == 0) return;
        writer.WriteLine();
        writer.WriteLine("attempts for each request, and the most that one can become as the file is written");
        var table = new TextTable();
        table.Add(["VARIANT", .. services.Select(service => service.ToUpperInvariant())]);
        foreach (var run in runs)
        {
            var bounds = WorstCases.Of(run.Variant.Mesh).ToDictionary(worst => worst.Service.Name, worst => worst.AsWritten, StringComparer.Ordinal);
            table.Add([NameOf(run), .. services.Select(service => $"{MeasureKind.Factor.Text(run.Amplification(service))} of {MeasureKind.Factor.Text(bounds[service])}")]);
        }
        table.Write(writer, "  ");
    }

    private void WriteVerdicts(TextWriter writer)
    {
        var verdicts = runs.SelectMany(run => Verdicts.Of(run).Select(verdict => (Run: run, Verdict: verdict))).ToList();
        writer.WriteLine();
        if (verdicts.Count == 0)
        {
            writer.WriteLine("nothing was expected: write lab.expect");
            return;
        }
        var table = new TextTable();
        foreach (var (run, verdict) in verdicts)
        {
            var predicted = verdict.Expectation.Predicted is { } value ? $"   theory: {verdict.Expectation.Measure.Kind().Text(value)}" : "";
            table.Add(verdict.Holds ? "ok" : "FAIL", NameOf(run), verdict.What, verdict.ValueText, verdict.Wanted + predicted + (verdict.Holds ? "" : $"   {verdict.Expectation.Span}"));
        }
        foreach (var (line, (_, verdict)) in table.Lines().Zip(verdicts))
            writer.WriteLine(verdict.Holds ? $"{paint.Green(line[..2])}{line[2..]}" : $"{paint.Red(line[..4])}{line[4..]}");
    }

    private static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Time(TimeSpan? time) => time is { } known ? MeasureKind.Duration.Text(known.TotalSeconds) : "-";
}

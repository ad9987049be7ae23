using System.Globalization;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Lab.Assertions;
using ActorMesh.Lab.Measuring;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Cli.Lab.Live;

/// <summary>What real sidecars did beside what virtual time said, for people.</summary>
internal sealed class LiveText(Scenario scenario, IReadOnlyList<(RunRecord Simulated, RunRecord Live)> runs, Paint paint)
{
    /// <summary>What can be seen from outside of sidecars.</summary>
    private static readonly Measure[] Seen = [Measure.Success, Measure.Amplification, Measure.Attempts, Measure.Peak, Measure.Recovery, Measure.P50, Measure.P90, Measure.P99];

    public bool Passed => Pairs().All(pair => pair.Live.Holds);

    public void Write(TextWriter writer)
    {
        writer.WriteLine($"{scenario.Name}: {scenario.Title}");
        writer.WriteLine();
        writer.WriteLine("requests and attempts, in virtual time and with real sidecars");
        Figures().Write(writer, "  ");
        writer.WriteLine();
        var table = new TextTable();
        table.Add("", "VARIANT", "MEASURE", "VIRTUAL", "REAL", "WANTED");
        var pairs = Pairs().ToList();
        foreach (var (run, simulated, live) in pairs) table.Add(live.Holds ? "ok" : "FAIL", LabText.NameOf(run), live.What, simulated.ValueText, live.ValueText, live.Wanted);
        foreach (var line in table.Lines())
            writer.WriteLine(line.StartsWith("ok", StringComparison.Ordinal) ? $"{paint.Green("ok")}{line[2..]}" : line.StartsWith("FAIL", StringComparison.Ordinal) ? $"{paint.Red("FAIL")}{line[4..]}" : line);
    }

    private IEnumerable<(RunRecord Run, Verdict Simulated, Verdict Live)> Pairs() =>
        from run in runs
        from pair in Verdicts.Of(run.Simulated).Zip(Verdicts.Of(run.Live))
        let wanted = pair.Second.Expectation
        where Seen.Contains(wanted.Measure) && (wanted.Of is null || wanted.Measure.NeedsService()) && wanted.From < run.Live.Variant.Duration
        select (run.Live, pair.First, pair.Second);

    private TextTable Figures()
    {
        var services = runs[0].Simulated.Services.Where(service => runs.Any(run => run.Simulated.Service(service.Name).Attempts.Total > 0)).Select(service => service.Name).ToList();
        var table = new TextTable();
        table.Add(["VARIANT", "", "REQUESTS", "SUCCESS", "P50", "P99", .. services.Select(service => service.ToUpperInvariant())]);
        foreach (var (simulated, live) in runs)
        {
            Add("virtual", simulated);
            Add("real", live);
        }
        return table;

        void Add(string kind, RunRecord run) => table.Add(
        [
            LabText.NameOf(run), kind, run.Load.Requests.Total.ToString("#,0", CultureInfo.InvariantCulture), MeasureKind.Share.Text(run.Load.Success(TimeSpan.Zero, null)),
            Time(run.Load.Durations.Quantile(0.5)), Time(run.Load.Durations.Quantile(0.99)), .. services.Select(service => MeasureKind.Factor.Text(run.Amplification(service))),
        ]);
    }

    private static string Time(TimeSpan? time) => time is { } known ? MeasureKind.Duration.Text(known.TotalSeconds) : "-";
}

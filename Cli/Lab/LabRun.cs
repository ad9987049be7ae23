using System.Globalization;
using ActorMesh.Cli.Lab.Live;
using ActorMesh.Cli.Linting;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Lab.Charts;
using ActorMesh.Lab.Json;
using ActorMesh.Lab.Measuring;
using ActorMesh.Lab.Running;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Cli.Lab;

/// <summary>Runs a scenario in virtual time, and prints what came of it.</summary>
internal sealed class LabRun(LabOptions options, OutputFormat format, Terminal terminal, TimeProvider clock)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> Run(ScenarioReading reading)
    {
        using var findings = new StringWriter { NewLine = "\n" };
        foreach (var finding in reading.Diagnostics) FindingText.Write(finding, findings, terminal.Paint);
        if (findings.ToString().TrimEnd('\n') is { Length: > 0 } text) terminal.Talk.Say(text);
        if (reading.Scenario is not { } scenario) return ExitCode.Findings;
        if (options.Variant is { } name && scenario.Find(name) is null)
        {
            terminal.Talk.Fail(UnknownName.Of("variant", name, scenario.Name, scenario.Variants.Select(variant => variant.Name)));
            return ExitCode.NotFound;
        }
        List<ScenarioVariant> variants = [.. scenario.Variants.Where(variant => options.Variant is null || variant.Name == options.Variant)];
        return options.IsLive ? await new LiveRun(options, terminal, clock).Run(scenario, variants) : Run(scenario, variants);
    }

    private int Run(Scenario scenario, IReadOnlyList<ScenarioVariant> variants)
    {
        var start = clock.GetTimestamp();
        List<RunRecord> runs;
        try
        {
            // Each has its own time and its own chance, so they may run side by side.
            runs = [.. variants.AsParallel().AsOrdered().Select(variant => ScenarioRun.Of(variant, options.Seed))];
        }
        catch (AggregateException e) when (e.InnerException is PlacementException or ResourceException or RunLimitException)
        {
            terminal.Talk.Fail($"{scenario.Name}: {e.InnerException.Message}");
            return ExitCode.Findings;
        }
        var took = clock.GetElapsedTime(start);
        var shape = RunShape.Of(scenario, runs);
        terminal.Print(format, () => shape, () => LabJson.Readable.RunShape, data => new LabText(scenario, runs, terminal.Paint, format == OutputFormat.Wide).Write(data));
        if (options.JsonFile is { } json) Write(json, LabJson.Text(shape));
        if (options.SvgFile is { } svg) Write(svg, SvgReport.Of(scenario, runs));
        terminal.Talk.Say(Speed(runs, took));
        return shape.Passed ? ExitCode.Done : ExitCode.Failed;
    }

    private void Write(string path, string text)
    {
        try
        {
            File.WriteAllText(path, text);
            terminal.Talk.Say($"wrote {path}");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or DirectoryNotFoundException)
        {
            throw new IOException($"{path} cannot be written: {e.Message}", e);
        }
    }

    private static string Speed(List<RunRecord> runs, TimeSpan took)
    {
        var simulated = runs.Aggregate(TimeSpan.Zero, (sum, run) => sum + run.Variant.Duration);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{simulated.TotalSeconds:#,0} s of virtual time and {runs.Sum(run => run.Events):#,0} events in {took.TotalSeconds:0.00} s: {simulated / took:#,0} times as fast as real time");
    }
}

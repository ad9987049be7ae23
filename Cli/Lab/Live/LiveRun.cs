using ActorMesh.Cli.Hosting;
using ActorMesh.Cli.Terminals;
using ActorMesh.Lab.Measuring;
using ActorMesh.Lab.Running;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Cli.Lab.Live;

/// <summary>Runs a scenario twice, in virtual time and with real sidecars on loopback, and shows both side by side.</summary>
internal sealed class LiveRun(LabOptions options, Terminal terminal, TimeProvider clock)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> Run(Scenario scenario, IReadOnlyList<ScenarioVariant> variants)
    {
        using var termination = Termination.Register();
        var folder = Directory.CreateTempSubdirectory("actormesh-lab-").FullName;
        var runs = new List<(RunRecord Simulated, RunRecord Live)>();
        try
        {
            foreach (var variant in variants)
            {
                var (asLive, name) = (variant.AsLive(), variant.Name.Length > 0 ? $" {variant.Name}" : "");
                terminal.Talk.Say($"{scenario.Name}{name}: {asLive.Load.Rate:0.##} requests a second for {asLive.Duration.TotalSeconds:0.#} s, with real sidecars");
                var own = Directory.CreateDirectory(Path.Combine(folder, variant.Name.Length > 0 ? variant.Name : "all")).FullName;
                await using var mesh = new LiveMesh(asLive, own, terminal.Talk.Warn, clock);
                var live = await mesh.Run(termination.Asked);
                runs.Add((ScenarioRun.Of(asLive, options.Seed), live));
            }
        }
        catch (OperationCanceledException) when (termination.Asked.IsCancellationRequested)
        {
            terminal.Talk.Warn("ended before it was over");
            return 130;
        }
        var text = new LiveText(scenario, runs, terminal.Paint);
        text.Write(terminal.Data);
        Directory.Delete(folder, recursive: true);
        return text.Passed ? ExitCode.Done : ExitCode.Failed;
    }
}

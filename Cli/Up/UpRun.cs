using ActorMesh.Cli.Control.Client;
using ActorMesh.Cli.Hosting;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Traffic;
using ActorMesh.Cli.Values;

namespace ActorMesh.Cli.Up;

/// <summary>The life of <c>actormesh up</c>: prepare, start everything, show how it does, end everything.</summary>
internal sealed class UpRun(UpOptions options, Terminal terminal, TimeProvider clock)
{
    private static readonly TimeSpan AdminLimit = TimeSpan.FromSeconds(2);

    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async Task<int> Run()
    {
        using var termination = Termination.Register();
        var folder = Directory.CreateTempSubdirectory("actormesh-up-").FullName;
        UpPlan? plan = null;
        try
        {
            var refusal = new UpPreparation(options, terminal.Talk).Prepare(folder, out plan);
            if (plan is null) return refusal;
            await SidecarSeeds.Write(plan.Mesh, plan.Placement, folder, terminal.Talk.Warn, clock.GetUtcNow());
        }
        finally
        {
            if (plan is null) Directory.Delete(folder, recursive: true);
        }
        Introduce(plan, folder);
        return await Serve(plan, folder, termination);
    }

    private void Introduce(UpPlan plan, string folder)
    {
        var (file, mesh) = (plan.File, plan.Mesh);
        var what = $"mesh {mesh.Name.Value}: {Counted.Of(mesh.Services.Count, "service")}";
        terminal.Talk.Say(file.IsExample ? $"{what}, the built-in example, since there is no {MeshFileArguments.Usual} here: {file.Path}" : $"{what}, from {file.Path}");
        terminal.Talk.Say($"logs in {folder}");
    }

    private async Task<int> Serve(UpPlan plan, string folder, Termination termination)
    {
        IMeshDisplay display = options.For is null && LiveDisplay.IsPossible
            ? new LiveDisplay(terminal)
            : new PlainDisplay(terminal, onlyAtTheEnd: options.For is not null, clock);
        using var admin = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = AdminLimit };
        using var client = new HttpMessageInvoker(TrafficDriver.Handler());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(termination.Asked);
        using var api = new ControlClient(plan.Control.ApiUrl, ControlClient.PatienceUsual, plan.Control.Token);
        var services = plan.Services.Select(service => new RunningService(service, folder, admin, display.Note, clock)).ToList();
        await using var running = new RunningMesh(new RunningControl(plan.Control, folder, admin, display.Note, clock), services, DrainOrder.Of(plan.Mesh), Traffic(plan, client), clock);
        running.Start();
        var watching = new MeshWatch(plan.File.Path, [.. plan.Services.Select(service => service.Name)], api, display, clock).Run(stop.Token);
        var giving = options.IsInsecure ? Task.CompletedTask : new TokenGiver(plan.Services, api, display, clock).Run(stop.Token);
        await Show(running, display, termination);
        await stop.CancelAsync();
        await watching;
        await giving;
        var isWell = running.IsWell;
        display.Finish(running.View);
        if (options.For is not null && !running.IsReady)
            terminal.Talk.Fail($"not ready: {string.Join(", ", running.NotReady)}; their logs are in {folder}");
        var isOrderly = await End(running, termination);
        return (options.For is null ? isOrderly : isWell) ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task Show(RunningMesh running, IMeshDisplay display, Termination termination) => await display.Run(async show =>
    {
        using (var late = new CancellationTokenSource(options.For is null ? Timeout.InfiniteTimeSpan : UpOptions.StartLimit, clock))
        using (var start = CancellationTokenSource.CreateLinkedTokenSource(late.Token, termination.Asked))
            await running.BecomeReady(show, start.Token);
        if (!running.IsReady) return;
        using var over = new CancellationTokenSource(options.For ?? Timeout.InfiniteTimeSpan, clock);
        using var watch = CancellationTokenSource.CreateLinkedTokenSource(over.Token, termination.Asked);
        await running.Watch(show, watch.Token);
    });

    private async Task<bool> End(RunningMesh running, Termination termination)
    {
        var order = string.Join(", then ", running.Steps.Select(step => string.Join(" and ", step)));
        if (termination.First.IsCompleted) terminal.Talk.Say($"{await termination.First}: ending {order}; again ends at once");
        var ended = running.End(options.Grace);
        if (await Task.WhenAny(ended, termination.Second) == ended) return await ended;
        terminal.Talk.Warn("ended at once: what was still under way was cut");
        running.Kill();
        return false;
    }

    private TrafficDriver? Traffic(UpPlan plan, HttpMessageInvoker client)
    {
        var rate = options.Traffic ?? TrafficRate.Usual;
        var targets = plan.Services.Select(service => service.Target).OfType<TrafficTarget>().ToList();
        if (rate.PerSecond > 0 && targets.Count > 0) return new TrafficDriver(targets, rate, client, clock);
        if (options.Traffic is { PerSecond: > 0 }) terminal.Talk.Warn("no traffic: no service of the mesh is exposed; write expose = \"/\" where requests shall enter");
        return null;
    }
}

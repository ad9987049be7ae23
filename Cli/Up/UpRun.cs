using ActorMesh.Cli.Children;
using ActorMesh.Cli.Hosting;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Sidecars;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Traffic;
using ActorMesh.Cli.Values;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Compiling.Running;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Up;

/// <summary>The life of <c>actormesh up</c>: read, check the ports, start everything, show how it does, end everything.</summary>
internal sealed class UpRun(UpOptions options, Terminal terminal, TimeProvider clock)
{
    private static readonly TimeSpan AdminLimit = TimeSpan.FromSeconds(2);

    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async Task<int> Run()
    {
        using var termination = Termination.Register();
        var folder = Directory.CreateTempSubdirectory("actormesh-up-").FullName;
        var file = MeshFileChoice.Of(options.File, folder);
        if (Mesh(file) is not { } mesh)
        {
            Directory.Delete(folder, recursive: true);
            return ExitCode.Findings;
        }

        if (Plans(file, mesh) is not { } plans)
        {
            Directory.Delete(folder, recursive: true);
            return ExitCode.Failed;
        }
        if (PortCheck.Conflicts([.. plans.SelectMany(plan => plan.Ports())]).ToList() is { Count: > 0 } conflicts)
        {
            Directory.Delete(folder, recursive: true);
            foreach (var conflict in conflicts) terminal.Talk.Fail(conflict);
            terminal.Talk.Say($"end what has {(conflicts.Count == 1 ? "it" : "them")}, or move all ports: actormesh up --port-offset {options.PortOffset + 100}");
            return ExitCode.Failed;
        }
        Introduce(file, mesh, folder);
        return await Serve(plans, mesh, folder, termination);
    }

    /// <returns>Null when it may not run; why has been said.</returns>
    private ServiceMesh? Mesh(MeshFileChoice file)
    {
        var mesh = CheckedMesh.Read(file.Path, () => Stream.Null);
        var warnings = mesh.Findings.Count(finding => finding.Severity == DiagnosticSeverity.Warning);
        foreach (var error in mesh.Findings.Where(finding => finding.Severity == DiagnosticSeverity.Error)) terminal.Talk.Say(Excerpt.Of(error));
        if (mesh.Mesh is null) terminal.Talk.Fail($"{file.Path}: {Counted.Of(mesh.Errors, "error")}, {Counted.Of(warnings, "warning")}; nothing was started");
        else if (warnings > 0 && !file.IsExample) terminal.Talk.Warn($"{file.Path}: {Counted.Of(warnings, "warning")}; they are shown by actormesh lint {file.Path}");
        return mesh.Mesh;
    }

    /// <returns>Null when the mesh does not fit on one machine; why has been said.</returns>
    private List<ServicePlan>? Plans(MeshFileChoice file, ServiceMesh mesh)
    {
        try
        {
            var placement = Placement.OnOneMachine(mesh, options.PortOffset);
            var planner = new ServicePlanner(file.Path, options.PortOffset, options.Grace, OwnProgram.Command());
            var leftOut = mesh.Services.SelectMany(service => RunnableToday.Of(MeshCompiler.Compile(mesh, service, placement)).LeftOut);
            if (NotCarriedOut.Remark(file.Path, leftOut) is { } remark) terminal.Talk.Warn(remark);
            return [.. mesh.Services.Select(service => planner.Plan(service, placement))];
        }
        catch (PlacementException e)
        {
            terminal.Talk.Fail($"{file.Path}: {e.Message}");
            return null;
        }
    }

    private void Introduce(MeshFileChoice file, ServiceMesh mesh, string folder)
    {
        var what = $"mesh {mesh.Name.Value}: {Counted.Of(mesh.Services.Count, "service")}";
        terminal.Talk.Say(file.IsExample ? $"{what}, the built-in example, since there is no {MeshFileArguments.Usual} here: {file.Path}" : $"{what}, from {file.Path}");
        terminal.Talk.Say($"logs in {folder}");
    }

    private async Task<int> Serve(IReadOnlyList<ServicePlan> plans, ServiceMesh mesh, string folder, Termination termination)
    {
        IMeshDisplay display = options.For is null && LiveDisplay.IsPossible
            ? new LiveDisplay(terminal)
            : new PlainDisplay(terminal, onlyAtTheEnd: options.For is not null, clock);
        using var admin = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = AdminLimit };
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });
        var services = plans.Select(plan => new RunningService(plan, folder, admin, display.Note, clock)).ToList();
        await using var running = new RunningMesh(services, DrainOrder.Of(mesh), Traffic(plans, client), clock);
        running.Start();
        await Show(running, display, termination);
        var isWell = running.IsWell;
        display.Finish(running.View);
        if (options.For is not null && !running.IsReady)
            terminal.Talk.Fail($"not ready: {string.Join(", ", running.NotReady)}; their logs are in {folder}");
        var isOrderly = await End(running, termination);
        return options.For is null ? isOrderly ? ExitCode.Done : ExitCode.Failed : isWell ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task Show(RunningMesh running, IMeshDisplay display, Termination termination) => await display.Run(async show =>
    {
        using (var start = Limited(options.For is null ? null : UpOptions.StartLimit)) await running.BecomeReady(show, start.Token);
        if (!running.IsReady) return;
        using var watch = Limited(options.For);
        await running.Watch(show, watch.Token);

        CancellationTokenSource Limited(TimeSpan? limit)
        {
            var limited = CancellationTokenSource.CreateLinkedTokenSource(termination.Asked);
            if (limit is { } time) limited.CancelAfter(time);
            return limited;
        }
    });

    private async Task<bool> End(RunningMesh running, Termination termination)
    {
        if (termination.First.IsCompleted) terminal.Talk.Say($"{await termination.First}: ending {string.Join(", then ", running.Steps.Select(step => string.Join(" and ", step)))}; again ends at once");
        var ended = running.End(options.Grace);
        if (await Task.WhenAny(ended, termination.Second) == ended) return await ended;
        terminal.Talk.Warn("ended at once: what was still under way was cut");
        running.Kill();
        return false;
    }

    private TrafficDriver? Traffic(IReadOnlyList<ServicePlan> plans, HttpMessageInvoker client)
    {
        var rate = options.Traffic ?? TrafficRate.Usual;
        var targets = plans.Select(plan => plan.Target).OfType<TrafficTarget>().ToList();
        if (rate.PerSecond > 0 && targets.Count > 0) return new TrafficDriver(targets, rate, client, clock);
        if (options.Traffic is { PerSecond: > 0 }) terminal.Talk.Warn("no traffic: no service of the mesh is exposed; write expose = \"/\" where requests shall enter");
        return null;
    }
}

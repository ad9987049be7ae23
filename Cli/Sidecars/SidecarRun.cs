using ActorMesh.Cli.Hosting;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;
using ActorMesh.Hocon.Mesh.Values;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Boot;

namespace ActorMesh.Cli.Sidecars;

/// <summary>The life of the <c>sidecar</c> process: read, start, reload until asked to end, drain.</summary>
internal sealed class SidecarRun(IConfigurationSource source, SidecarOptions asked, Talk talk, TimeProvider clock)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="IOException">The file cannot be read or an address cannot be had.</exception>
    public async Task<int> Run()
    {
        InlineSockets.Enable();
        using var termination = Termination.Register(asked.IsLookedAfter);
        using var causes = ReloadCauses.Listen();
        var known = FileStamp.Of(source.Path);
        var reading = source.Read();
        foreach (var diagnostic in reading.Diagnostics) talk.Say(Excerpt.Of(diagnostic));
        if (reading.Bootstrap is null) return reading.ExitCode;
        if (reading.Remark is { } remark) talk.Warn(remark);

        var options = asked.For(reading);
        await using var host = await SidecarHost.Start(reading, options, termination, talk, clock);
        await Task.WhenAny(host.Running, termination.First);
        if (!termination.Asked.IsCancellationRequested)
        {
            host.Describe(talk);
            talk.Succeed($"ready in {ProcessAge.Of(clock).TotalMilliseconds:0} ms");
        }

        using var stop = new CancellationTokenSource();
        var reloading = new Reloader(source, reading.Admin, host.Configuration, host.Sidecar, host.Apply, talk, clock).Run(known, causes, stop.Token);
        var asker = await termination.First;
        await stop.CancelAsync();
        await reloading;
        return await Drain(host, options.DrainLimit, asker, termination);
    }

    private async Task<int> Drain(SidecarHost host, TimeSpan limit, string asker, Termination termination)
    {
        var active = host.Sidecar.Status.Listeners.Sum(listener => listener.Active);
        talk.Say($"{asker}: draining {Counted.Of(active, "connection")}, for at most {DurationText.Of(limit)}; a second signal ends at once");
        var began = clock.GetTimestamp();
        // Callers learn of it while what is under way ends.
        var left = host.Leave();
        var drained = host.Sidecar.Drain(limit);
        if (await Task.WhenAny(drained, termination.Second) != drained)
        {
            talk.Warn("ended at once: what was still under way was cut");
            return ExitCode.Failed;
        }
        var inTime = await drained;
        await left;
        if (inTime) talk.Say($"drained in {clock.GetElapsedTime(began).TotalMilliseconds:0} ms");
        else talk.Warn("the drain limit has passed: what was still under way was cut; --drain-limit sets it");
        return inTime ? ExitCode.Done : ExitCode.Failed;
    }
}

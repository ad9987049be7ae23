using System.Net;
using ActorMesh.Cli.Terminals;
using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;

namespace ActorMesh.Cli.Sidecars;

/// <summary>Brings the file into force again when it has changed or on SIGHUP. A file with errors changes nothing and is explained.</summary>
/// <remarks>
/// It looks at the files twice a second instead of asking the system for events: those do not come over network and some container
/// mounts, and get lost when an editor puts a new file in place of the old.
/// </remarks>
/// <param name="apply">Brings a reading into force.</param>
/// <param name="admin">Where the admin API was asked to listen at the start: it stays there.</param>
internal sealed class Reloader(
    IConfigurationSource source, IPEndPoint? admin, ConfigurationInForce inForce, Sidecar sidecar,
    Func<Bootstrap, Task<SidecarActor.Message.Applied>> apply, Talk talk, TimeProvider clock)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);

    /// <param name="known">The file as it was before it was read the first time, so that no change is missed.</param>
    /// <param name="stop">Ends it; an update under way is finished first.</param>
    public async Task Run(FileStamp? known, ReloadCauses causes, CancellationToken stop)
    {
        var watching = Watch(new RestingFile(known), causes, stop);
        await foreach (var cause in causes.All()) await Reload(cause);
        await watching;
    }

    /// <returns>Whether the file is in force now.</returns>
    internal async Task<bool> Reload(string cause)
    {
        try
        {
            var began = clock.GetTimestamp();
            var reading = source.Read();
            // A changed date alone is no change, but whoever sends a signal wants an answer.
            if (cause == ReloadCauses.FileChanged && reading.Fingerprint == inForce.Reading.Fingerprint) return Confirm(reading);
            if (reading.Bootstrap is null)
                return Refuse(cause, reading.Diagnostics.Select(Excerpt.Of), [.. reading.Diagnostics.Select(diagnostic => diagnostic.ToString())]);

            var applied = await apply(reading.Bootstrap);
            if (!Equals(reading.Admin, admin))
                talk.Warn($"{source.Path}: admin.address is now {Text(reading.Admin)}, but the admin API stays at {Text(admin)} until a restart");
            var before = inForce.Reading.Remark;
            inForce.Accept(reading);
            talk.Succeed($"{source.Path}: reloaded in {clock.GetElapsedTime(began).TotalMilliseconds:0} ms ({cause}), version {applied.Version}");
            foreach (var diagnostic in reading.Diagnostics) talk.Say(Excerpt.Of(diagnostic));
            if (reading.Remark is { } remark && remark != before) talk.Warn(remark);
            foreach (var line in ChangeSummary.Lines(applied)) talk.Say($"  {line}");
            return true;
        }
        catch (Exception e) when (e is IOException or ResourceException or TimeoutException)
        {
            return Refuse(cause, [e.Message], [e.Message]);
        }
    }

    private static string Text(IPEndPoint? address) => address?.ToString() ?? "nowhere";

    /// <summary>The file says what runs. It may have said something else, and been refused, in between.</summary>
    private bool Confirm(ConfigurationReading reading)
    {
        if (inForce.LastRefusal is not null) talk.Succeed($"{source.Path}: as before; version {sidecar.Status.Version} is in force");
        inForce.Accept(reading);
        return true;
    }

    /// <param name="said">For people.</param>
    /// <param name="kept">For whoever asks later: a line each, without the text of the file.</param>
    private bool Refuse(string cause, IEnumerable<string> said, IReadOnlyList<string> kept)
    {
        inForce.Refuse(clock.GetUtcNow(), kept);
        foreach (var problem in said) talk.Say(problem);
        talk.Fail($"{source.Path}: not reloaded ({cause}); version {sidecar.Status.Version} stays in force");
        return false;
    }

    private async Task Watch(RestingFile resting, ReloadCauses causes, CancellationToken stop)
    {
        // Without a file only signals are causes.
        using var timer = new PeriodicTimer(source.Files.Count == 0 ? Timeout.InfiniteTimeSpan : LookInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                if (resting.Look(FileStamp.Of(source.Files))) causes.Add(ReloadCauses.FileChanged);
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }
        causes.End();
    }
}

using ActorMesh.Cli.Control.Client;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;
using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Cli.Applying;

/// <summary>Waits until the proxies have said what they think of a version, and tells it.</summary>
internal sealed class FleetWait(ControlClient client, Talk talk, TimeProvider clock)
{
    private const int NamesMax = 5;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    /// <param name="said">What happened so far, for the line that tells how it ended: <c>version 7 applied</c>.</param>
    /// <returns>An <see cref="ExitCode"/>: failed when one refused it, or not all have it in time.</returns>
    public async Task<int> For(long version, bool isCanary, TimeSpan limit, string said, CancellationToken stop)
    {
        if (limit == TimeSpan.Zero)
        {
            talk.Succeed(said);
            return ExitCode.Done;
        }
        var began = clock.GetTimestamp();
        while (true)
        {
            var standing = FleetStanding.Of(await client.Status(stop), version, isCanary);
            var isLate = clock.GetElapsedTime(began) >= limit;
            if (standing.IsOver || isLate) return Tell(standing, said, clock.GetElapsedTime(began), limit);
            await Task.Delay(LookEvery, clock, stop);
        }
    }

    private int Tell(FleetStanding standing, string said, TimeSpan took, TimeSpan limit)
    {
        foreach (var (proxy, why) in standing.Refused.Take(NamesMax)) talk.Fail($"{proxy} refused it and keeps what it has: {why}");
        if (standing.Refused.Count > 0)
        {
            talk.Fail($"{said}, but {Counted.Of(standing.Refused.Count, "proxy", "proxies")} refused it; see: actormesh status, and actormesh rollback");
            return ExitCode.Failed;
        }
        if (standing.Waiting.Count > 0)
        {
            var names = string.Join(", ", standing.Waiting.Take(NamesMax)) + (standing.Waiting.Count > NamesMax ? $" and {standing.Waiting.Count - NamesMax} more" : "");
            talk.Fail($"{said}, but after {DurationText.Of(limit)} only {standing.Done} of {standing.Wanted} proxies have it; still waiting for {names}; see: actormesh status");
            return ExitCode.Failed;
        }
        talk.Succeed(standing.Wanted == 0
            ? $"{said}; no proxy is connected"
            : $"{said}; {standing.Done} of {Counted.Of(standing.Wanted, "proxy", "proxies")} {(standing.Wanted == 1 ? "has" : "have")} it after {took.TotalMilliseconds:0} ms");
        return ExitCode.Done;
    }
}

using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Cli.Control.Shapes;

/// <summary>How far the newest version has come, as whoever leads last said. Some seconds behind.</summary>
/// <param name="Version">The one that is meant.</param>
/// <param name="Acknowledged">Proxies that run it.</param>
/// <param name="Waiting">Proxies that do not yet.</param>
/// <param name="WaitingFor">The first few of these.</param>
/// <param name="Unserved">Proxies that the mesh has nothing for: none of the others.</param>
/// <param name="P50Ms">From publication to acknowledgement, in milliseconds; null while nobody has.</param>
/// <param name="LastMs">Of the slowest so far.</param>
internal sealed record SpreadShape(
    long Version, int Acknowledged, int Waiting, IReadOnlyList<string> WaitingFor, int Unserved, double? P50Ms, double? P99Ms, double? LastMs)
{
    public static SpreadShape? Of(RolloutReport? report) => report?.Spread is not { } spread ? null : new SpreadShape(
        report.CanaryVersion == 0 ? report.StableVersion : report.CanaryVersion, spread.Acknowledged, spread.Waiting, [.. spread.WaitingFor], spread.Unserved,
        Milliseconds(spread.P50), Milliseconds(spread.P99), Milliseconds(spread.Last));

    private static double? Milliseconds(Duration? duration) => duration?.ToTimeSpan().TotalMilliseconds;
}

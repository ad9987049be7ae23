using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.ControlPlane.Rollouts;

/// <summary>Puts what the leader knows of versions and proxies into a report for all nodes. Bounded, whatever the number of proxies.</summary>
internal static class RolloutReports
{
    private const int VersionsMax = 10;
    private const int RefusalsMax = 20;
    private const int NamesMax = 10;

    public static RolloutReport Of(PublishedMesh mesh, RolloutStep? rollout, IReadOnlyList<LedgerProxy> proxies, DistributionSpread spread)
    {
        var connected = proxies.Where(proxy => proxy.GoneAt is null).ToList();
        var report = new RolloutReport { Epoch = mesh.Epoch, Sequence = mesh.Sequence, StableVersion = mesh.Stable?.Version ?? 0, Spread = Spread(spread) };
        report.Spread.Unserved = connected.Count(proxy => proxy.IsUnserved);
        if (rollout is not null)
        {
            report.CanaryVersion = rollout.Version;
            report.CanaryPercent = rollout.Percent;
            report.Bake = Duration.FromTimeSpan(rollout.Bake);
        }
        report.Running.AddRange(connected.GroupBy(proxy => proxy.Running).OrderByDescending(group => group.Key).Take(VersionsMax)
            .Select(group => new RolloutReport.Types.Running { Version = group.Key, Proxies = group.Count() }));
        report.Refusals.AddRange(connected.Where(proxy => proxy.Refused != 0).OrderByDescending(proxy => proxy.At).Take(RefusalsMax).Select(Refusal));
        return report;
    }

    private static RolloutReport.Types.Refusal Refusal(LedgerProxy proxy) => new()
    {
        Proxy = proxy.Proxy, Service = proxy.Service, Version = proxy.Refused, Reason = proxy.Refusal, At = proxy.At.ToTimestamp(),
    };

    private static RolloutReport.Types.Spread Spread(DistributionSpread spread)
    {
        var told = new RolloutReport.Types.Spread
        {
            Acknowledged = spread.Acknowledged, Waiting = spread.Waiting.Count, P50 = spread.P50?.ToDuration(), P99 = spread.P99?.ToDuration(), Last = spread.Last?.ToDuration(),
        };
        told.WaitingFor.AddRange(spread.Waiting.Take(NamesMax));
        return told;
    }
}

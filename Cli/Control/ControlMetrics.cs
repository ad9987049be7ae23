using ActorMesh.Cli.Control.Api;
using ActorMesh.Cli.Metrics;
using ActorMesh.Cli.Sidecars;
using ActorMesh.ControlPlane.Distribution;
using ActorMesh.ControlPlane.Fleet;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.ControlPlane.Xds;
using ActorMesh.Runtime.Identity;
using ActorMesh.Runtime.Membership;

namespace ActorMesh.Cli.Control;

/// <summary>The numbers of a control node.</summary>
internal static class ControlMetrics
{
    private static readonly MetricFamily Build = MetricFamily.Gauge("actormesh_build_info", "1, with what this process is as labels.");
    private static readonly MetricFamily Uptime = MetricFamily.Gauge("actormesh_server_uptime_seconds", "Time since the start.");
    private static readonly MetricFamily Members = MetricFamily.Gauge("actormesh_control_members", "Members of the cluster as this node sees them, by role and state.");
    private static readonly MetricFamily Leader = MetricFamily.Gauge("actormesh_control_leader", "1 on the node that leads, else 0.");
    private static readonly MetricFamily Answering = MetricFamily.Gauge("actormesh_control_authority_answering", "1 while whoever leads answers this node, else 0.");
    private static readonly MetricFamily Writable = MetricFamily.Gauge("actormesh_control_journal_writable", "1 while changes can be kept, 0 while the journal fails, as whoever leads last said.");
    private static readonly MetricFamily Refused = MetricFamily.Counter("actormesh_control_refused_connections_total", "Connections to the ports for proxies, people and members that were turned away in the handshake.");
    private static readonly MetricFamily Epoch = MetricFamily.Gauge("actormesh_control_epoch", "Epoch of what this node serves.");
    private static readonly MetricFamily Sequence = MetricFamily.Gauge("actormesh_control_sequence", "Sequence of what this node serves.");
    private static readonly MetricFamily Version = MetricFamily.Gauge("actormesh_control_version", "Version of the mesh, by kind: stable or canary (0 for none).");
    private static readonly MetricFamily Stale = MetricFamily.Counter("actormesh_control_stale_refused_total", "Publications of a replaced leader that were refused.");
    private static readonly MetricFamily Proxies = MetricFamily.Gauge("actormesh_control_proxies", "Proxies of this node, by state: connected or lost.");
    private static readonly MetricFamily Streams = MetricFamily.Gauge("actormesh_xds_streams", "Streams of discovery that are open.");
    private static readonly MetricFamily Opened = MetricFamily.Counter("actormesh_xds_streams_total", "Streams of discovery, by what became of them: opened, turned_away, ended_by_us.");
    private static readonly MetricFamily Pushes = MetricFamily.Counter("actormesh_xds_pushes_total", "Answers sent, by type of resource.");
    private static readonly MetricFamily Updates = MetricFamily.Counter("actormesh_xds_updates_total", "Answers that proxies judged, by type of resource and result: ack or nack.");
    private static readonly MetricFamily ForeignSecrets = MetricFamily.Counter("actormesh_xds_foreign_secrets_total", "Secrets that proxies asked for and that are not handed out.");
    private static readonly MetricFamily PushTime = MetricFamily.Gauge("actormesh_xds_push_seconds", "From an answer to its acknowledgement, by quantile.");
    private static readonly MetricFamily Converge = MetricFamily.Gauge("actormesh_config_converge_seconds", "From publication to acknowledgement over all proxies, of the last version, by quantile (last: the slowest so far).");
    private static readonly MetricFamily Waiting = MetricFamily.Gauge("actormesh_config_waiting_proxies", "Proxies that have not acknowledged the last version yet.");

    public static string Text(ControlActors actors, XdsStatistics statistics, IdentityContext? identities, RefusedPeers? refused, TimeProvider clock) =>
        PrometheusText.Of(Of(actors, statistics, identities, refused, clock), filter: null, usedOnly: false);

    private static IEnumerable<Metric> Of(ControlActors actors, XdsStatistics statistics, IdentityContext? identities, RefusedPeers? refused, TimeProvider clock) =>
    [
        Build.Of(null, 1, ("version", ProgramVersion.Short), ("role", "control")),
        Uptime.Of(null, Math.Floor(ProcessAge.Of(clock).TotalSeconds)),
        .. OfCluster(MemberView.Of(actors.System.Actors)),
        .. OfDistribution(actors.Distribution.Current, $"{actors.System.Address}", clock.GetUtcNow()),
        .. OfFleet(actors.Proxies.Current),
        .. OfDiscovery(statistics),
        .. identities is null ? [] : IssuingMetrics.Of(identities),
        .. refused is null ? Array.Empty<Metric>() : [Refused.Of(null, refused.Count)],
    ];

    private static IEnumerable<Metric> OfCluster(IReadOnlyList<MemberView> members) =>
        from member in MemberShapes.Of(members)
        from role in member.Roles
        group member by (role, member.State) into same
        select Members.Of(null, same.Count(), ("role", same.Key.role), ("state", same.Key.State));

    private static IEnumerable<Metric> OfDistribution(DistributionStatus status, string self, DateTimeOffset now)
    {
        var isAnswering = status.IsAuthorityAnswering(now);
        yield return Leader.Of(null, isAnswering && status.Summary?.Leader == self ? 1 : 0);
        yield return Answering.Of(null, isAnswering ? 1 : 0);
        yield return Writable.Of(null, status.Summary is { Trouble.Length: 0 } ? 1 : 0);
        yield return Epoch.Of(null, status.InForce.Epoch);
        yield return Sequence.Of(null, status.InForce.Sequence);
        yield return Version.Of(null, status.Summary?.Stable?.Version ?? 0, ("kind", "stable"));
        yield return Version.Of(null, status.Summary?.Canary?.Version ?? 0, ("kind", "canary"));
        yield return Stale.Of(null, status.StaleRefused);
    }

    private static IEnumerable<Metric> OfFleet(FleetStatus status)
    {
        yield return Proxies.Of(null, status.Connected, ("state", "connected"));
        yield return Proxies.Of(null, status.Lost, ("state", "lost"));
        if (status.Report?.Spread is not { } spread) yield break;
        yield return Waiting.Of(null, spread.Waiting);
        foreach (var (quantile, time) in new[] { ("0.5", spread.P50), ("0.99", spread.P99), ("last", spread.Last) })
            if (time is not null) yield return Converge.Of(null, time.ToTimeSpan().TotalSeconds, ("quantile", quantile));
    }

    private static IEnumerable<Metric> OfDiscovery(XdsStatistics statistics)
    {
        yield return Streams.Of(null, statistics.Streams);
        yield return Opened.Of(null, statistics.Opened, ("result", "opened"));
        yield return Opened.Of(null, statistics.TurnedAway, ("result", "turned_away"));
        yield return Opened.Of(null, statistics.Ended, ("result", "ended_by_us"));
        foreach (var (url, counts) in statistics.Types)
        {
            var type = ("type", TypeWord.Of(url));
            yield return Pushes.Of(null, counts.Pushes, type);
            yield return Updates.Of(null, counts.Accepted, type, ("result", "ack"));
            yield return Updates.Of(null, counts.Refused, type, ("result", "nack"));
        }
        yield return ForeignSecrets.Of(null, statistics.ForeignSecrets);
        yield return PushTime.Of(null, statistics.PushP50.TotalSeconds, ("quantile", "0.5"));
        yield return PushTime.Of(null, statistics.PushP99.TotalSeconds, ("quantile", "0.99"));
    }
}

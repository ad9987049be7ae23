using System.Globalization;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Resilience.Probing;
using Akka.Event;

namespace ActorMesh.DataPlane.Clusters;

/// <summary>Makes seen what health checks say of a cluster's endpoints: log and events.</summary>
internal sealed class ClusterChecks(UpstreamCluster cluster, TimeProvider clock, ILoggingAdapter log)
{
    public void Tell(EndpointActor.Message.Checked heard)
    {
        var kind = Kind(heard);
        if (kind is null)
        {
            if (!heard.HasPassed && cluster.Settings.HealthCheck is not null) log.Info("cluster {0}: a health check of {1} failed: {2}", cluster.Name, heard.Cell, heard.Why);
            return;
        }

        var why = heard.Cell.Check is { Failures: > 1 } check
            ? string.Create(CultureInfo.InvariantCulture, $"{check.Failures} health checks in a row failed, the last: {heard.Why}")
            : heard.Why;
        if (kind == "unhealthy") log.Warning("cluster {0}: {1} is unhealthy: {2}", cluster.Name, heard.Cell, why);
        else log.Info("cluster {0}: {1} is {2}: {3}", cluster.Name, heard.Cell, kind, why);
        cluster.Events.Add(new ClusterEvent(clock.GetUtcNow(), heard.Cell.Name, kind, Cause: null, why, Until: null));
    }

    private static string? Kind(EndpointActor.Message.Checked heard) => heard switch
    {
        { Change: HealthCheckChange.BecameUnhealthy } => "unhealthy",
        { Change: HealthCheckChange.Nothing } => null,
        { Health: EndpointHealth.Degraded } => "degraded",
        _ => "healthy",
    };
}

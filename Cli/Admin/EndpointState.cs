using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Resilience.Ejection;

namespace ActorMesh.Cli.Admin;

/// <summary>Says of an endpoint how it stands, and everything that made it so.</summary>
internal static class EndpointState
{
    /// <param name="isChecked">Its cluster asks endpoints how they are.</param>
    public static EndpointShape Shape(ClusterMember member, bool isChecked)
    {
        var cell = member.Cell;
        var why = Why(member, isChecked);
        return new(
            cell.Name, Given(member.Hostname), Given(member.Locality.Zone), member.Priority, member.Weight, State(member), why,
            cell.Active, cell.Total, cell.Errors, cell.Connections, cell.IdleConnections,
            cell.Ejection?.Until, cell.Outlier.Ejections,
            cell.Outlier.Settings is null ? null : new(cell.Outlier.ServerErrors, cell.Outlier.GatewayFailures, cell.Outlier.LocalOriginFailures),
            cell.Check is { } check ? new(check.At, check.IsHealthy, check.Last, check.Successes, check.Failures) : null);
    }

    private static string State(ClusterMember member) => member.Health switch
    {
        EndpointHealth.Degraded => "degraded",
        EndpointHealth.Unhealthy => member.Cell.Ejection is null ? "unhealthy" : "ejected",
        _ => member.WarmthPercent < 100 ? "warming" : "ready",
    };

    private static List<string> Why(ClusterMember member, bool isChecked)
    {
        List<string> why = [];
        var (health, cell) = (member.Health, member.Cell);
        if (health == EndpointHealth.Healthy && member.WarmthPercent < 100) why.Add("slow_start");
        if (health == EndpointHealth.Unhealthy && cell.Ejection is { } ejection) why.Add($"outlier_{ejection.Cause.Word}: {ejection.Why}");
        if (health == EndpointHealth.Unhealthy && cell.Check is { IsHealthy: false } check) why.Add($"health_check: {check.Last}");
        if (member.IsExcluded) why.Add("immediate_health_check_fail");
        if (why.Count == 0 && health != EndpointHealth.Healthy) why.Add(Otherwise(member, isChecked));
        return why;
    }

    private static string Otherwise(ClusterMember member, bool isChecked) => member.Health switch
    {
        EndpointHealth.Degraded => isChecked ? "degraded_by_health_check_or_configuration" : "configured_degraded",
        _ => isChecked && member.Cell.Check is null ? "health_check: no result yet" : "configured_unhealthy",
    };

    private static string? Given(string text) => text.Length == 0 ? null : text;
}

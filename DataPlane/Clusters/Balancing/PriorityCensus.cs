using ActorMesh.DataPlane.Endpoints;

namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>How many endpoints one priority has and how they fare.</summary>
/// <param name="Hosts">All of them, the excluded ones too.</param>
/// <param name="Counted">Those that count as capacity: all but the excluded.</param>
/// <param name="Healthy">Those that are healthy.</param>
/// <param name="Degraded">Those that are used only if the healthy ones do not suffice.</param>
/// <param name="CountedMeasure">What the health percentage is a share of: the number counted, or their weight where so configured.</param>
/// <param name="HealthyMeasure">The healthy part of that measure.</param>
/// <param name="DegradedMeasure">The degraded part of that measure.</param>
public readonly record struct PriorityCensus(
    int Hosts, int Counted, int Healthy, int Degraded, long CountedMeasure, long HealthyMeasure, long DegradedMeasure)
{
    /// <summary>Counts hosts as hosts.</summary>
    public static PriorityCensus Of(int counted, int healthy, int degraded) =>
        new(counted, counted, healthy, degraded, counted, healthy, degraded);

    internal static PriorityCensus Take(IReadOnlyList<ClusterMember> members, bool byWeight)
    {
        int counted = 0, healthy = 0, degraded = 0;
        long countedMeasure = 0, healthyMeasure = 0, degradedMeasure = 0;
        foreach (var member in members)
        {
            if (member.IsExcluded) continue;
            var measure = byWeight ? member.Weight : 1;
            counted++;
            countedMeasure += measure;
            if (member.Health == EndpointHealth.Healthy)
            {
                healthy++;
                healthyMeasure += measure;
            }
            else if (member.Health == EndpointHealth.Degraded)
            {
                degraded++;
                degradedMeasure += measure;
            }
        }

        return new(members.Count, counted, healthy, degraded, countedMeasure, healthyMeasure, degradedMeasure);
    }
}

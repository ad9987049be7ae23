using ActorMesh.Runtime.Contracts.Envoy.Endpoints;
using Policy = ActorMesh.Runtime.Contracts.Envoy.Endpoints.ClusterLoadAssignment.Types.Policy;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class LoadAssignmentCheck
{
    private const uint PriorityMax = 128;

    public static void Run(ClusterLoadAssignment assignment, CheckContext context)
    {
        Priorities(assignment, context);
        Weights(assignment, context);
        if (assignment.Policy is not { } policy) return;
        if (policy.OverprovisioningFactor == 0)
            context.Error(policy, Policy.OverprovisioningFactorFieldNumber, "must be at least 1", "140 is the default");
        foreach (var drop in policy.DropOverloads)
        {
            context.Require(drop, Policy.Types.DropOverload.CategoryFieldNumber);
            context.Require(drop, Policy.Types.DropOverload.DropPercentageFieldNumber);
        }
    }

    private static void Priorities(ClusterLoadAssignment assignment, CheckContext context)
    {
        var given = assignment.Endpoints.Select(locality => locality.Priority).ToHashSet();
        var reported = new HashSet<uint>();
        foreach (var locality in assignment.Endpoints)
        {
            var priority = locality.Priority;
            if (priority > PriorityMax)
                context.Error(locality, LocalityLbEndpoints.PriorityFieldNumber, $"the priority {priority} is outside 0..{PriorityMax}");
            else if (priority > 0 && !given.Contains(priority - 1) && reported.Add(priority))
                context.Error(
                    locality, LocalityLbEndpoints.PriorityFieldNumber,
                    $"no locality has the priority {priority - 1}, so {priority} would never be reached",
                    "priorities count from 0 without gaps");
        }
    }

    private static void Weights(ClusterLoadAssignment assignment, CheckContext context)
    {
        var ofPriority = new Dictionary<uint, ulong>();
        foreach (var locality in assignment.Endpoints)
        {
            ulong sum = 0;
            foreach (var endpoint in locality.LbEndpoints)
            {
                if (endpoint.LoadBalancingWeight == 0)
                    context.Error(endpoint, LbEndpoint.LoadBalancingWeightFieldNumber, "the weight must be at least 1");
                sum += endpoint.LoadBalancingWeight ?? 1;
            }
            WeightSum.Check(locality, LocalityLbEndpoints.LbEndpointsFieldNumber, sum, context);

            if (locality.LoadBalancingWeight == 0)
                context.Error(locality, LocalityLbEndpoints.LoadBalancingWeightFieldNumber, "the weight must be at least 1");
            ofPriority[locality.Priority] = ofPriority.GetValueOrDefault(locality.Priority) + (locality.LoadBalancingWeight ?? 0);
            WeightSum.Check(locality, LocalityLbEndpoints.LoadBalancingWeightFieldNumber, ofPriority[locality.Priority], context);
        }
    }
}

using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Membership;
using Akka.Actor;

namespace ActorMesh.ControlPlane.Fleet;

/// <summary>Asks all control nodes for their proxies. It ends in time, with what it has: who did not answer is named.</summary>
public static class FleetGathering
{
    /// <summary>Of one node; more are not asked for.</summary>
    public const int ProxiesMax = 20_000;

    /// <param name="role">Of control nodes.</param>
    /// <param name="service">Empty for all.</param>
    /// <param name="limit">How long it may take.</param>
    public static Task<FleetReport> Ask(ActorSystem system, string role, string service, TimeSpan limit, TimeProvider clock) =>
        Ask(Counterparts.Of(system, role, FleetActor.Name), service, limit, clock);

    /// <param name="nodes">By name; null for one that cannot be reached.</param>
    public static async Task<FleetReport> Ask(
        IReadOnlyList<(string Name, ICanTell? Fleet)> nodes, string service, TimeSpan limit, TimeProvider clock) =>
        new(await Task.WhenAll(nodes.Select(node => AskNode(node.Name, node.Fleet, service, limit, clock))));

    private static async Task<NodeFleet> AskNode(string name, ICanTell? fleet, string service, TimeSpan limit, TimeProvider clock)
    {
        List<FleetProxy> proxies = [];
        if (fleet is null) return new NodeFleet(name, proxies, "it cannot be reached");
        var began = clock.GetTimestamp();
        var query = new FleetQuery { Service = service };
        try
        {
            while (true)
            {
                var left = limit - clock.GetElapsedTime(began);
                if (left <= TimeSpan.Zero) return new NodeFleet(name, proxies, NotInTime(limit));
                var page = await fleet.Ask<FleetPage>(query, left);
                proxies.AddRange(page.Proxies);
                if (!page.HasMore || page.Proxies.Count == 0) return new NodeFleet(name, proxies, null);
                if (proxies.Count >= ProxiesMax) return new NodeFleet(name, proxies, $"it has {page.Total} proxies, of which {proxies.Count} are shown");
                query = new FleetQuery { Service = service, After = page.Proxies[^1].Id, AfterService = page.Proxies[^1].Service };
            }
        }
        catch (AskTimeoutException)
        {
            return new NodeFleet(name, proxies, NotInTime(limit));
        }
    }

    private static string NotInTime(TimeSpan limit) => $"it did not answer within {limit.TotalSeconds:0.#} s";
}

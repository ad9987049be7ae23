using ActorMesh.Runtime.Contracts.Cluster;
using Akka.Actor;

namespace ActorMesh.ControlPlane.Identity;

/// <summary>Asks all control nodes which certificates they have signed. It ends in time, with what it has: who did not answer is named.</summary>
public static class IssuedGathering
{
    /// <summary>How long it may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <param name="nodes">By name; null for one that cannot be reached.</param>
    public static async Task<IssuedReport> Ask(IReadOnlyList<(string Name, ICanTell? Actor)> nodes, TimeProvider clock)
    {
        var began = clock.GetTimestamp();
        var answers = await Task.WhenAll(nodes.Select(node => AskNode(node.Name, node.Actor, () => Limit - clock.GetElapsedTime(began))));
        return new IssuedReport([.. answers.SelectMany(answer => answer.Certificates)], [.. answers.Where(answer => answer.Problem is not null).Select(answer => (answer.Node, answer.Problem!))]);
    }

    private static async Task<(string Node, List<NodeCertificate> Certificates, string? Problem)> AskNode(string node, ICanTell? actor, Func<TimeSpan> left)
    {
        List<NodeCertificate> all = [];
        if (actor is null) return (node, all, "it cannot be reached");
        try
        {
            while (left() is var rest && rest > TimeSpan.Zero)
            {
                var page = await actor.Ask<IssuedPage>(new ReadIssued { Skip = all.Count }, rest);
                all.AddRange(page.Certificates.Select(one => new NodeCertificate(node, one, page.RotateAt)));
                if (page.Certificates.Count == 0 || all.Count >= page.Total) return (node, all, null);
            }
        }
        catch (AskTimeoutException)
        {
            // As much as came is shown.
        }
        return (node, all, $"it did not answer within {Limit.TotalSeconds:0.#} s");
    }
}

using ActorMesh.Hocon.Importing.Drafts;

namespace ActorMesh.Hocon.Importing.Routing;

/// <summary>
/// Finds the service that each rule belongs to, where the file does not say. Services between which any rule splits are parts of one: else two
/// services would have the same replicas.
/// </summary>
internal static class RuleOwners
{
    /// <returns>The rules of each owner, in their order; those without a destination are left out.</returns>
    public static IReadOnlyList<(ServiceDraft Owner, IReadOnlyList<ImportedRule> Rules)> Of(IReadOnlyList<ImportedRule> rules)
    {
        var forwarding = rules.Where(rule => rule.Destinations.Count > 0).ToList();
        var groupOf = new Dictionary<ServiceDraft, HashSet<ServiceDraft>>();
        var weightOf = new Dictionary<ServiceDraft, long>();
        foreach (var rule in forwarding)
        {
            var group = Joined(rule, groupOf);
            foreach (var destination in rule.Destinations)
            {
                group.Add(destination.Service);
                weightOf[destination.Service] = weightOf.GetValueOrDefault(destination.Service) + destination.Weight;
            }

            foreach (var service in group) groupOf[service] = group;
        }

        return
        [
            .. forwarding.GroupBy(rule => groupOf[rule.Destinations[0].Service])
                .Select(group => (group.Key.MaxBy(service => weightOf[service])!, (IReadOnlyList<ImportedRule>)[.. group])),
        ];
    }

    /// <summary>The union of the groups that the rule's destinations are in so far.</summary>
    private static HashSet<ServiceDraft> Joined(ImportedRule rule, Dictionary<ServiceDraft, HashSet<ServiceDraft>> groupOf)
    {
        HashSet<ServiceDraft>? joined = null;
        foreach (var destination in rule.Destinations)
        {
            if (!groupOf.TryGetValue(destination.Service, out var known) || ReferenceEquals(known, joined)) continue;
            if (joined is null) joined = known;
            else joined.UnionWith(known);
        }

        return joined ?? [];
    }
}

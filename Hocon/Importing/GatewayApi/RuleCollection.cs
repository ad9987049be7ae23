using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Routing;

namespace ActorMesh.Hocon.Importing.GatewayApi;

/// <summary>
/// Collects rules before they are attached: in Gateway API the most specific match wins, over all objects; in a mesh file the first.
/// </summary>
/// <remarks>Source: Gateway API, HTTPRouteRule.matches: exact path, longest prefix, method, most headers, most query parameters.</remarks>
internal sealed class RuleCollection(RouteAttachment attachment)
{
    private readonly List<(ServiceDraft Owner, List<ImportedRule> Rules)> _ofServices = [];
    private readonly List<(Entrance Door, List<ImportedRule> Rules)> _ofDoors = [];

    public void Add(ServiceDraft owner, IReadOnlyList<ImportedRule> rules)
    {
        var known = _ofServices.Find(pair => pair.Owner == owner).Rules;
        if (known is null) _ofServices.Add((owner, known = []));
        known.AddRange(rules);
    }

    public void Add(Entrance door, IReadOnlyList<ImportedRule> rules)
    {
        var known = _ofDoors.Find(pair => pair.Door.Host == door.Host && pair.Door.Port == door.Port).Rules;
        if (known is null) _ofDoors.Add((door, known = []));
        known.AddRange(rules);
    }

    public void Attach()
    {
        foreach (var (owner, rules) in _ofServices) attachment.ToService(owner, Sorted(rules));
        foreach (var (door, rules) in _ofDoors) attachment.ToEntrance(door, Sorted(rules));
    }

    private static List<ImportedRule> Sorted(List<ImportedRule> rules) =>
        [.. rules.SelectMany(Single).OrderByDescending(rule => Precedence(rule.Matches.Count == 0 ? null : rule.Matches[0]))];

    private static IEnumerable<ImportedRule> Single(ImportedRule rule) => rule.Matches.Count < 2 ? [rule] : rule.Matches.Select(match => rule with { Matches = [match] });

    private static (int Exact, int Length, bool Method, int Headers, int Query) Precedence(DraftObject? match)
    {
        if (match is null) return default;
        var isExact = match.Find("path") is not null;
        // Expressions are left to the implementation; here they stand between exact paths and prefixes.
        var kind = isExact ? 2 : match.Find("path-regex") is not null ? 1 : 0;
        var length = (match.Find("path") ?? match.Find("path-prefix") ?? match.Find("path-regex")) is DraftText path ? path.Text.Length : 0;
        return (kind, length, match.Find("methods") is not null, Count(match, "header"), Count(match, "query"));
    }

    private static int Count(DraftObject match, string key) => match.Find(key) is DraftObject section ? section.Entries.Count : 0;
}

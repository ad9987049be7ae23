using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Importing.Routing;

/// <summary>Gives rules to the services whose routes they become. In a mesh file a route belongs to the service that is called.</summary>
internal sealed class RouteAttachment(VersionTable versions, ImportNotes notes)
{
    /// <summary>Rules for requests that are meant for <paramref name="owner"/>.</summary>
    public void ToService(ServiceDraft owner, IReadOnlyList<ImportedRule> rules)
    {
        foreach (var rule in rules)
        {
            var split = SplitOf(owner, rule);
            if (split is null) continue;
            foreach (var match in rule.Matches.DefaultIfEmpty(new DraftObject()))
            {
                var route = new RouteDraft(NameOf(rule, owner)) { Body = new DraftObject(), Split = split };
                if (!match.IsEmpty) route.Body.Put("match", match);
                route.Body.FillFrom(rule.Body.Copy());
                route.Comments.AddRange(rule.Comments);
                owner.Routes.Add(route);
            }
        }
    }

    /// <summary>Rules for requests from outside the mesh.</summary>
    public void ToEntrance(Entrance entrance, IReadOnlyList<ImportedRule> rules)
    {
        var owners = rules.Where(rule => rule.Destinations.Count > 0).GroupBy(Owner).ToList();
        if (owners.Count == 0)
        {
            foreach (var rule in rules) notes.NotCarried(rule.At, "no rule beside this one leads to a service that could hold it", "write it as a route of a service");
            return;
        }

        var first = owners[0].Key;
        foreach (var owner in owners)
        {
            // Rules by which the proxy answers itself have no service of their own: the first one that the door leads to answers for them.
            var own = rules.Where(rule => rule.Destinations.Count > 0 ? Owner(rule) == owner.Key : owner.Key == first).ToList();
            if (!Expose(owner.Key, entrance, own)) continue;
            if (IsPlain(own, owner.Key)) continue;
            if (owner.Key.Routes.Count > 0)
                notes.Approximated(entrance.At, $"{owner.Key.Name} has one table of routes: those for clients outside the mesh stand behind those for its callers");
            ToService(owner.Key, own);
        }
    }

    private static ServiceDraft Owner(ImportedRule rule) => rule.Destinations.MaxBy(destination => destination.Weight)!.Service;

    private bool Expose(ServiceDraft service, Entrance entrance, List<ImportedRule> rules)
    {
        if (service.Exposure is { } known && (known.Host != entrance.Host || known.Port != entrance.Port))
        {
            notes.NotCarried(entrance.At, $"{service.Name} is exposed already; a service has one door to the outside");
            return false;
        }

        var paths = rules.SelectMany(PathsOf).Concat(service.Exposure is { } before ? [before.PathPrefix] : []).ToList();
        service.Exposure = new ExposureDraft(entrance.Host, PathPrefixes.Shared(paths), entrance.Port, entrance.TlsCertificate, entrance.TlsKey);
        return true;
    }

    private static IEnumerable<string> PathsOf(ImportedRule rule) => rule.Matches.Count == 0
        ? ["/"]
        : rule.Matches.Select(match => (match.Find("path-prefix") ?? match.Find("path")) is DraftText path ? path.Text : "/");

    /// <summary>Whether the exposure alone says all that the rules say.</summary>
    private static bool IsPlain(List<ImportedRule> rules, ServiceDraft owner) =>
        rules is [{ Body.IsEmpty: true, Destinations: [{ Subset: null } only] } rule]
        && only.Service == owner
        && owner.Routes.Count == 0
        && (rule.Matches is [] || (rule.Matches is [{ Entries: [{ Key: "path-prefix", Value: DraftText path }] }] && path.Text == owner.Exposure?.PathPrefix));

    /// <returns>Empty when all goes to the service as a whole; null when the rule leads nowhere.</returns>
    private List<(string Version, decimal Percent)>? SplitOf(ServiceDraft owner, ImportedRule rule)
    {
        if (rule.Destinations.Count == 0) return [];
        var weights = rule.Destinations.Select(destination => destination.Weight).ToList();
        if (weights.Sum() == 0)
        {
            notes.NotCarried(rule.At, "all weights of this rule are 0, so that it leads nowhere");
            return null;
        }

        if (rule.Destinations is [{ Subset: null } only] && only.Service == owner)
        {
            versions.UseWhole(owner);
            return [];
        }

        var shares = SplitShares.Of(weights, out var isExact);
        if (!isExact) notes.Approximated(rule.At, "the weights are no round shares of a whole");
        return Merged(rule.Destinations.Zip(shares).Select(pair => (versions.Use(owner, pair.First), pair.Second)));
    }

    // Two destinations may be the same version; a key stands once.
    private static List<(string Version, decimal Percent)> Merged(IEnumerable<(string Version, decimal Percent)> shares) =>
        [.. shares.GroupBy(share => share.Version, StringComparer.Ordinal).Select(group => (group.Key, group.Sum(share => share.Percent)))];

    private static string NameOf(ImportedRule rule, ServiceDraft owner)
    {
        var name = rule.Name is null ? "" : ServiceName.Of(rule.Name);
        return name.Length > 0 && Quoted.Of(name).Length == name.Length + 2 ? name : $"route-{owner.Routes.Count + 1}";
    }
}

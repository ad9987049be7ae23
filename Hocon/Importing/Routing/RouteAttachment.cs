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
                if (rule.Mirror is { } mirror) PutMirror(route.Body, MirrorOf(owner, mirror));
                route.Comments.AddRange(rule.Comments);
                owner.Routes.Add(route);
            }
        }
    }

    /// <summary>Rules for requests from outside the mesh.</summary>
    public void ToEntrance(Entrance entrance, IReadOnlyList<ImportedRule> rules)
    {
        var owners = RuleOwners.Of(rules);
        if (owners.Count == 0)
        {
            foreach (var rule in rules) notes.NotCarried(rule.At, "no rule beside this one leads to a service that could hold it", "write it as a route of a service");
            return;
        }

        foreach (var (owner, forwarded) in owners)
        {
            // Rules by which the proxy answers itself have no service of their own: the first one that the door leads to answers for them.
            var own = owner == owners[0].Owner ? rules.Where(rule => rule.Destinations.Count == 0 || forwarded.Contains(rule)).ToList() : [.. forwarded];
            if (!Expose(owner, entrance, own) || IsPlain(own, owner)) continue;
            if (owner.Routes.Count > 0)
                notes.Approximated(entrance.At, $"{owner.Name} has one table of routes: those for clients outside the mesh stand behind those for its callers");
            ToService(owner, own);
        }
    }

    private static void PutMirror(DraftObject body, string target)
    {
        var section = new DraftObject();
        section.Put("to", new DraftText(target));
        if (body.Find("mirror") is DraftObject share) section.FillFrom(share);
        body.Put("mirror", section);
    }

    /// <summary>A version of the same service, or another service as a whole.</summary>
    private string MirrorOf(ServiceDraft owner, ImportedDestination mirror)
    {
        if (mirror.Service == owner && mirror.Subset is not null) return versions.Use(owner, mirror);
        if (mirror.Subset is { } subset)
            notes.Approximated(mirror.At, $"the mirror is the service {mirror.Service.Name} and not its subset {subset}: a version belongs to the service of the route");
        return mirror.Service.Name;
    }

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
        rules is [{ Body.IsEmpty: true, Mirror: null, Destinations: [{ Subset: null } only] } rule]
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

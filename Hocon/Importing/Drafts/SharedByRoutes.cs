namespace ActorMesh.Hocon.Importing.Drafts;

/// <summary>Lifts what the routes of a service have in common to the service, where it is said once.</summary>
internal static class SharedByRoutes
{
    /// <summary>What belongs to a route alone.</summary>
    private static readonly HashSet<string> OfRoutes = new(StringComparer.Ordinal)
    {
        "match", "rewrite", "redirect", "respond", "mirror", "headers", "idempotent", "cors",
    };

    public static void Lift(ServiceDraft service)
    {
        var bodies = service.Routes.Select(route => route.Body).Where(body => body.Find("redirect") is null && body.Find("respond") is null).ToList();
        if (bodies.Count == 0) return;
        foreach (var path in Paths(bodies[0]).ToList())
        {
            if (service.Policies.At(path) is not null) continue;
            var values = bodies.Select(body => body.At(path)).OfType<DraftWord>().ToList();
            if (values.Count < bodies.Count) continue;
            service.Policies.Set(path, values.GroupBy(value => value).MaxBy(group => group.Count())!.Key);
        }
    }

    private static IEnumerable<string> Paths(DraftObject body)
    {
        foreach (var section in body.Entries.Where(entry => !OfRoutes.Contains(entry.Key)))
        {
            if (section.Value is not DraftObject keys)
            {
                yield return section.Key;
                continue;
            }

            foreach (var key in keys.Entries)
            {
                if (key.Value is not DraftObject inner) yield return $"{section.Key}.{key.Key}";
                else foreach (var leaf in inner.Entries) yield return $"{section.Key}.{key.Key}.{leaf.Key}";
            }
        }
    }
}

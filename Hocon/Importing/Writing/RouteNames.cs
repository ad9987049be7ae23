using ActorMesh.Hocon.Importing.Drafts;

namespace ActorMesh.Hocon.Importing.Writing;

/// <summary>The names of a service's routes, each once.</summary>
internal static class RouteNames
{
    public static IReadOnlyList<string> Of(ServiceDraft service)
    {
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. service.Routes.Select(route => Distinct(route.Name, taken))];
    }

    private static string Distinct(string wanted, Dictionary<string, int> taken)
    {
        var name = wanted;
        while (!taken.TryAdd(name, 1)) name = $"{wanted}-{++taken[wanted]}";
        return name;
    }
}

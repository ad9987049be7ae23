using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings;

/// <summary>Requests that share their policies: those of one route, or those of a service that match none.</summary>
/// <param name="Route">Null: the service's own policies.</param>
internal sealed record PolicyScope(Service Service, Route? Route)
{
    public PolicySet Policies => Route?.Policies ?? Service.Policies;

    public string Path => Route is null ? Service.Path : $"{Service.Path}.routes.{Route.Name}";

    /// <summary>As a person calls it: <c>orders</c> or <c>orders/place</c>.</summary>
    public string Name => Route is null ? Service.Name : $"{Service.Name}/{Route.Name}";

    public bool IsHttp => Policies.IsHttp;

    public bool IsIdempotent => Route?.Idempotent.Value ?? false;

    private IReadOnlyList<ConfigObject> Layers => Route?.Layers ?? Service.Layers;

    /// <summary>Where the effective value of a key was written; where nobody wrote it, the service or route itself.</summary>
    /// <param name="key">Below <c>mesh.defaults</c>, as in <c>timeout.per-try</c>.</param>
    public Place PlaceOf(string key)
    {
        var parts = key.Split('.');
        for (var level = Layers.Count - 1; level > 0; level--)
            if (Written(Layers[level], parts) is { } span) return new Place(span, $"{PathOf(level)}.{key}", level);
        return new Place(Route?.Span ?? Service.Span, $"{Path}.{key}", 0);
    }

    private string PathOf(int level) => level switch { 1 => "mesh.defaults", 2 => Service.Path, _ => Path };

    // `outlier = off` says something about every key below it.
    private static SourceSpan? Written(ConfigObject layer, string[] parts)
    {
        var within = layer;
        for (var i = 0; i < parts.Length; i++)
        {
            if (within.Entry(parts[i]) is not { Value: not ConfigNull } entry) return null;
            if (entry.Value is not ConfigObject inner) return entry.Value.Span;
            if (i == parts.Length - 1) return entry.KeySpan;
            within = inner;
        }
        return null;
    }
}

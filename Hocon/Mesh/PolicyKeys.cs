using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary>The part of a service or a route that is written in the keys of <c>mesh.defaults</c>.</summary>
internal static class PolicyKeys
{
    public static ConfigObject Of(ConfigObject written) => written.Entries.All(IsPolicy)
        ? written
        : new ConfigObject(written.Span, [.. written.Entries.Where(IsPolicy)]);

    private static bool IsPolicy(ConfigEntry entry) => Reference.Defaults.Entry(entry.Key) is not null;
}

using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Schema;

namespace ActorMesh.Hocon.Importing.Writing;

/// <summary>Which policies may be written as one value, and for which of their keys it stands.</summary>
internal static class Shorthands
{
    private static readonly Lazy<Dictionary<string, string>> Keys = new(() => Of(Reference.Schema.Section("mesh").Section("defaults"))
        .ToDictionary(StringComparer.Ordinal));

    /// <returns>Null when the section has no short form.</returns>
    public static string? Of(string section) => Keys.Value.GetValueOrDefault(section);

    private static IEnumerable<KeyValuePair<string, string>> Of(SchemaSection section) => section.Children.SelectMany(child => child.Value switch
    {
        SchemaSection { Shorthand: { } key } => [KeyValuePair.Create(child.Key, key)],
        SchemaSection inner => Of(inner),
        _ => [],
    });
}

using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh.Schema;

/// <summary>Makes the schema of a manual: keys from its keys, types from the remarks behind them, meaning from the comments above them.</summary>
internal static class SchemaBuilder
{
    /// <exception cref="FormatException">The manual says something that is not understood.</exception>
    public static SchemaSection Build(ConfigObject manual) => Section(manual, "", "", policies: Policies(manual));

    /// <summary>What may be written again in each service and route.</summary>
    private static SchemaSection? Policies(ConfigObject manual) =>
        manual.At("mesh", "defaults") is ConfigObject defaults ? Section(defaults, "mesh.defaults", "", policies: null) : null;

    private static SchemaSection Section(ConfigObject section, string path, string meaning, SchemaSection? policies)
    {
        var children = section.Entries.Select(entry => KeyValuePair.Create(entry.Key, Node(entry, Join(path, entry.Key), policies))).ToList();
        if (policies is not null && path is "services.*" or "services.*.routes.*") children.AddRange(policies.Children);
        return new SchemaSection(path, meaning, children);
    }

    private static SchemaNode Node(ConfigEntry entry, string path, SchemaSection? policies)
    {
        var meaning = string.Join(' ', entry.Comments);
        if (entry is { Value: ConfigObject section, Remark: null }) return Section(section, path, meaning, policies);
        if (entry.Remark is null) throw new FormatException($"reference.conf: {path} has no type");
        var remark = KnobRemark.Parse(entry.Remark);
        if (remark.IsAnything) return new SchemaAnything(path, meaning);
        if (remark.IsSectionList) return new SchemaList(path, meaning, Section((ConfigObject)((ConfigArray)entry.Value).Items[0], path, meaning, policies));
        return new Knob(path, meaning, remark.Type!, remark.IsList, entry.Value, remark.IsRequired, remark.IsShorthand, entry.Remark.Trim());
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}

using ActorMesh.Hocon.Reading;

namespace ActorMesh.Lab.Scenarios;

/// <summary>Puts one tree over another, as HOCON does when a key is written twice: objects merge, everything else replaces.</summary>
internal static class ConfigMerge
{
    public static ConfigObject Over(this ConfigObject upper, ConfigObject lower)
    {
        var entries = lower.Entries.ToList();
        foreach (var entry in upper.Entries)
        {
            var at = entries.FindIndex(known => known.Key == entry.Key);
            if (at < 0) entries.Add(entry);
            else if (entry.Value is ConfigObject above && entries[at].Value is ConfigObject below) entries[at] = entry with { Value = above.Over(below) };
            else entries[at] = entry;
        }
        return new ConfigObject(lower.Span, entries);
    }

    public static ConfigObject Without(this ConfigObject section, string key) =>
        new(section.Span, [.. section.Entries.Where(entry => entry.Key != key)]);

    public static ConfigObject With(this ConfigObject section, string key, ConfigValue value) =>
        new(section.Span, [.. section.Entries.Select(entry => entry.Key == key ? entry with { Value = value } : entry)]);
}

namespace ActorMesh.Hocon.Reading;

/// <summary>Keys and values in the order in which the keys were first written. Immutable.</summary>
public sealed record ConfigObject : ConfigValue
{
    private const int ScannedMax = 8;

    private readonly Dictionary<string, ConfigEntry>? _byKey;

    public ConfigObject(SourceSpan span, IReadOnlyList<ConfigEntry> entries)
        : base(span)
    {
        Entries = entries;
        if (entries.Count > ScannedMax) _byKey = entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal);
    }

    /// <summary>Each key once.</summary>
    public IReadOnlyList<ConfigEntry> Entries { get; }

    public ConfigEntry? Entry(string key)
    {
        if (_byKey is not null) return _byKey.GetValueOrDefault(key);
        foreach (var entry in Entries)
            if (entry.Key == key) return entry;
        return null;
    }

    public ConfigValue? Value(string key) => Entry(key)?.Value;

    /// <summary>Walks down; null where the path ends or leaves the objects.</summary>
    public ConfigValue? At(params ReadOnlySpan<string> path)
    {
        ConfigValue? value = this;
        foreach (var key in path) value = (value as ConfigObject)?.Value(key);
        return value;
    }
}

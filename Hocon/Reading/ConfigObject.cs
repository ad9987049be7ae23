namespace ActorMesh.Hocon.Reading;

/// <summary>Keys and values in the order in which the keys were first written. Immutable.</summary>
public sealed record ConfigObject : ConfigValue
{
    private readonly Dictionary<string, ConfigEntry> _byKey;

    public ConfigObject(SourceSpan span, IReadOnlyList<ConfigEntry> entries)
        : base(span)
    {
        Entries = entries;
        _byKey = entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal);
    }

    /// <summary>Each key once.</summary>
    public IReadOnlyList<ConfigEntry> Entries { get; }

    public ConfigEntry? Entry(string key) => _byKey.GetValueOrDefault(key);

    public ConfigValue? Value(string key) => _byKey.GetValueOrDefault(key)?.Value;

    /// <summary>Walks down; null where the path ends or leaves the objects.</summary>
    public ConfigValue? At(params ReadOnlySpan<string> path)
    {
        ConfigValue? value = this;
        foreach (var key in path) value = (value as ConfigObject)?.Value(key);
        return value;
    }
}

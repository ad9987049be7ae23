using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Describing;

/// <summary>Lays the layers of a service or a route over each other and keeps the memory of what each value covered.</summary>
internal static class EffectiveValues
{
    /// <param name="layers">Least important first, all with the same keys.</param>
    /// <returns>One for each scalar or list, in the order of the keys of the first layer.</returns>
    public static IReadOnlyList<EffectiveValue> Of(IReadOnlyList<ConfigObject> layers)
    {
        var values = new List<EffectiveValue>();
        Collect("", [.. layers.Reverse()], values);
        return values;
    }

    // As deep as the reader lets a file be. Objects of layers that lie over a scalar merge; what is under the scalar is covered.
    private static void Collect(string prefix, IReadOnlyList<ConfigObject> topFirst, List<EffectiveValue> values)
    {
        foreach (var key in topFirst.Reverse().SelectMany(layer => layer.Entries).Select(entry => entry.Key).Distinct(StringComparer.Ordinal))
        {
            var entries = topFirst.Select(layer => layer.Entry(key)).OfType<ConfigEntry>().Where(entry => entry.Value is not ConfigNull).ToList();
            if (entries.Count == 0) continue;
            var objects = entries.Select(entry => entry.Value).TakeWhile(value => value is ConfigObject).Cast<ConfigObject>().ToList();
            if (objects.Count > 0) Collect($"{prefix}{key}.", objects, values);
            else values.Add(new EffectiveValue(prefix + key, Written(entries[0]), [.. entries.Skip(1).Select(Written)]));
        }
    }

    private static WrittenValue Written(ConfigEntry entry) => new(ValueLine.Of(entry.Value), entry.KeySpan);
}

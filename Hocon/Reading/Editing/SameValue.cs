namespace ActorMesh.Hocon.Reading.Editing;

/// <summary>Compares values by what they hold, wherever they were written.</summary>
internal static class SameValue
{
    public static bool Are(ConfigValue? one, ConfigValue? other) => (one, other) switch
    {
        (ConfigScalar a, ConfigScalar b) => a.Text == b.Text,
        (ConfigNull, ConfigNull) => true,
        (ConfigArray a, ConfigArray b) => a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(pair => Are(pair.First, pair.Second)),
        (ConfigObject a, ConfigObject b) => a.Entries.Count == b.Entries.Count && a.Entries.All(entry => Are(entry.Value, b.Value(entry.Key))),
        _ => false,
    };
}

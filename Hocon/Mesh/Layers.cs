using System.Globalization;
using ActorMesh.Hocon.Mesh.Schema;
using ActorMesh.Hocon.Mesh.Values;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary>
/// The same section as it is written in several places, least important first. Reads the effective value of a key with its origin. All of it was
/// checked before, so nothing can go wrong here.
/// </summary>
internal readonly struct Layers(IReadOnlyList<ConfigObject> all)
{
    public IReadOnlyList<ConfigObject> All => all;

    /// <summary>The same section below each of them, where it is written.</summary>
    public Layers Section(string key)
    {
        var sections = new List<ConfigObject>(all.Count);
        foreach (var layer in all)
            if (layer.Value(key) is ConfigObject section) sections.Add(section);
        return new Layers(sections);
    }

    public bool IsOn => Switch(SchemaSection.Switch).Value;

    public Setting<string> Text(string key) => Read(key, scalar => scalar.Text);

    public Setting<string?> TextOrNone(string key) => Read(key, string? (scalar) => scalar.Text);

    public Setting<int> Count(string key) => Read(key, scalar => int.Parse(scalar.Text, CultureInfo.InvariantCulture));

    public Setting<int?> CountOrNone(string key) => Read(key, int? (scalar) => int.Parse(scalar.Text, CultureInfo.InvariantCulture));

    public Setting<int?> CountOrOff(string key) =>
        Read(key, int? (scalar) => scalar.Text == OffType.Off ? null : int.Parse(scalar.Text, CultureInfo.InvariantCulture));

    public Setting<double> Number(string key) => Read(key, scalar => double.Parse(scalar.Text, CultureInfo.InvariantCulture));

    public Setting<bool> Switch(string key) => Read(key, scalar => IsYes(scalar.Text));

    public Setting<TimeSpan> Duration(string key) => Read(key, scalar => DurationOf(scalar.Text));

    public Setting<TimeSpan?> DurationOrNone(string key) => Read(key, TimeSpan? (scalar) => DurationOf(scalar.Text));

    public Setting<TimeSpan?> DurationOrOff(string key) => Read(key, TimeSpan? (scalar) => scalar.Text == OffType.Off ? null : DurationOf(scalar.Text));

    public Setting<long> Size(string key) => Read(key, scalar => (long)Amount(Quantity.Size, scalar.Text));

    public Setting<long?> SizeOrOff(string key) => Read(key, long? (scalar) => scalar.Text == OffType.Off ? null : (long)Amount(Quantity.Size, scalar.Text));

    /// <summary>0..1.</summary>
    public Setting<double> Share(string key) => Read(key, scalar => (double)Amount(Quantity.Share, scalar.Text));

    /// <summary>Per second.</summary>
    public Setting<double> Rate(string key) => Read(key, scalar => (double)(Amount(Quantity.Rate, scalar.Text) / 3600));

    public Setting<T> Word<T>(string key, Func<string, T> meaning) => Read(key, scalar => meaning(scalar.Text));

    public Setting<IReadOnlyList<string>> Texts(string key) =>
        Find(key) is ConfigArray array ? new(TextsOf(array), array.Span) : new([], Origin(key));

    public Setting<IReadOnlyList<string>?> TextsOrNone(string key) =>
        Find(key) is ConfigArray array ? new(TextsOf(array), array.Span) : new(null, Origin(key));

    public IReadOnlyList<ConfigValue> Items(string key) => Find(key) is ConfigArray array ? array.Items : [];

    internal static bool IsYes(string text) => text is "on" or "true" or "yes";

    internal static IReadOnlyList<string> TextsOf(ConfigArray array) => [.. array.Items.OfType<ConfigScalar>().Select(item => item.Text)];

    internal static decimal Amount(Quantity quantity, string text) => quantity.Parse(text, out var value) is { } problem
        ? throw new InvalidOperationException(problem.ToString())
        : value;

    private static TimeSpan DurationOf(string text) => new((long)Amount(Quantity.Duration, text));

    private Setting<T> Read<T>(string key, Func<ConfigScalar, T> meaning) =>
        Find(key) is ConfigScalar scalar ? new Setting<T>(meaning(scalar), scalar.Span) : new Setting<T>(default!, Origin(key));

    private ConfigValue? Find(string key)
    {
        for (var i = all.Count - 1; i >= 0; i--)
            if (all[i].Value(key) is { } value and not ConfigNull) return value;
        return null;
    }

    /// <summary>Of a value that nobody wrote: where the manual speaks of it.</summary>
    private SourceSpan Origin(string key)
    {
        foreach (var layer in all)
            if (layer.Entry(key) is { } entry) return entry.Value.Span;
        return all.Count > 0 ? all[0].Span : default;
    }
}

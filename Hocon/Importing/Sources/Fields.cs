using System.Globalization;
using ActorMesh.Hocon.Envoy.Documents;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Importing.Sources;

/// <summary>
/// A mapping of a foreign file that remembers which of its keys were asked for. What nobody asks for is reported in the end, so that a
/// reader can't overlook a field.
/// </summary>
internal sealed class Fields
{
    private readonly MappingNode _node;
    private readonly string _path;
    private readonly string _file;
    private readonly ImportNotes _notes;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<Fields>> _inner = new(StringComparer.Ordinal);

    /// <param name="at">The mapping itself.</param>
    public Fields(MappingNode node, ImportPlace at, ImportNotes notes)
    {
        _node = node;
        _path = at.Path;
        _file = at.File;
        _notes = notes;
        Here = at;
        notes.Track(this);
    }

    public ImportPlace Here { get; }

    public ImportNotes Notes => _notes;

    public IEnumerable<string> Keys => _node.Entries.Select(entry => entry.Key);

    public bool Has(string key) => _node.Find(key) is { Value: not ScalarNode { IsNull: true } };

    /// <summary>Where a key stands; the mapping itself when it is not there.</summary>
    public ImportPlace At(string key) => _node.Find(key) is { } entry ? PlaceOf(entry) : Here;

    public string? Text(string key) => Scalar(key)?.Text;

    public long? Integer(string key, long min, long max)
    {
        if (Scalar(key) is not { } scalar) return null;
        if (long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max) return number;
        _notes.Wrong(At(key), $"expected a whole number from {min} to {max}, found {Quoted.Of(scalar.Text)}");
        return null;
    }

    public double? Number(string key, double min, double max)
    {
        if (Scalar(key) is not { } scalar) return null;
        const NumberStyles Decimal = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (double.TryParse(scalar.Text, Decimal, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max) return number;
        _notes.Wrong(At(key), string.Create(CultureInfo.InvariantCulture, $"expected a number from {min} to {max}, found {Quoted.Of(scalar.Text)}"));
        return null;
    }

    public bool? Truth(string key)
    {
        if (Scalar(key) is not { } scalar) return null;
        if (scalar.AsBoolean is { } truth) return truth;
        _notes.Wrong(At(key), $"expected true or false, found {Quoted.Of(scalar.Text)}");
        return null;
    }

    public TimeSpan? Duration(string key)
    {
        if (Scalar(key) is not { } scalar) return null;
        if (ForeignDuration.Parse(scalar.Text) is { } duration) return duration;
        _notes.Wrong(At(key), $"expected a duration such as 1m30s or 0.5s, found {Quoted.Of(scalar.Text)}");
        return null;
    }

    public Fields? Object(string key)
    {
        if (Ask(key) is not { } entry) return null;
        if (_inner.TryGetValue(key, out var known)) return known is [var only, ..] ? only : null;
        if (entry.Value is MappingNode mapping) return (_inner[key] = [new Fields(mapping, PlaceOf(entry), _notes)])[0];
        _notes.Wrong(PlaceOf(entry), $"expected a mapping, found {entry.Value.Kind}");
        return null;
    }

    public IReadOnlyList<Fields> Objects(string key)
    {
        if (_inner.TryGetValue(key, out var known)) return known;
        List<Fields> objects = [];
        foreach (var (index, item) in Items(key).Index())
        {
            var at = new ImportPlace(_file, item.Position, $"{_path}.{key}[{index}]");
            if (item is MappingNode mapping) objects.Add(new Fields(mapping, at, _notes));
            else _notes.Wrong(at, $"expected a mapping, found {item.Kind}");
        }

        _inner[key] = objects;
        return objects;
    }

    public IReadOnlyList<string> Texts(string key)
    {
        List<string> texts = [];
        foreach (var (index, item) in Items(key).Index())
        {
            if (item is ScalarNode scalar) texts.Add(scalar.Text);
            else _notes.Wrong(new ImportPlace(_file, item.Position, $"{_path}.{key}[{index}]"), $"expected a single value, found {item.Kind}");
        }

        return texts;
    }

    /// <summary>A mapping whose keys are data, as labels are.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs(string key)
    {
        if (Object(key) is not { } map) return [];
        return [.. map.Keys.Select(name => (Name: name, Value: map.Text(name))).Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Name, pair.Value!))];
    }

    /// <summary>These keys say nothing about traffic.</summary>
    public void Ignore(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys) _asked.Add(key);
    }

    /// <summary>Says that a key, with all that it holds, is not carried over. Nothing happens when it is not there.</summary>
    public void Drop(string key, string why, string? hint = null)
    {
        if (Ask(key) is { } entry) _notes.NotCarried(PlaceOf(entry), why, hint);
    }

    public void ReportUnread()
    {
        foreach (var entry in _node.Entries)
        {
            if (!_asked.Contains(entry.Key)) _notes.NotCarried(PlaceOf(entry), "this field has no counterpart in a mesh file");
        }
    }

    private ScalarNode? Scalar(string key)
    {
        if (Ask(key) is not { } entry) return null;
        if (entry.Value is ScalarNode scalar) return scalar;
        _notes.Wrong(PlaceOf(entry), $"expected a single value, found {entry.Value.Kind}");
        return null;
    }

    private IReadOnlyList<DocumentNode> Items(string key)
    {
        if (Ask(key) is not { } entry) return [];
        if (entry.Value is SequenceNode list) return list.Items;
        _notes.Wrong(PlaceOf(entry), $"expected a list, found {entry.Value.Kind}");
        return [];
    }

    /// <returns>Null when the key is not there or holds nothing.</returns>
    private MappingEntry? Ask(string key)
    {
        _asked.Add(key);
        return _node.Find(key) is { Value: not ScalarNode { IsNull: true } } entry ? entry : null;
    }

    private ImportPlace PlaceOf(MappingEntry entry) =>
        new(_file, entry.KeyPosition, _path.EndsWith(' ') ? $"{_path}{entry.Key}" : $"{_path}.{entry.Key}");
}

using ActorMesh.Hocon.Mesh.Values;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh.Schema;

/// <summary>
/// Compares what was written with the schema, says what is wrong, and gives back what is right, in its full form: short forms written out, wrong
/// values and <c>null</c> left out. Whoever reads the result needs to ask nothing.
/// </summary>
internal sealed class SchemaCheck
{
    private const int KeysShownMax = 16;

    private readonly List<Diagnostic> _diagnostics = [];

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <param name="path">Of <paramref name="written"/> in the file; empty for the whole.</param>
    public ConfigObject Clean(ConfigObject written, SchemaSection schema, string path)
    {
        var entries = new List<ConfigEntry>(written.Entries.Count + 1);
        foreach (var entry in written.Entries)
            if (schema.Find(entry.Key) is not { } node) Unknown(entry, schema, path);
            else if (entry.Value is not ConfigNull && Clean(entry.Value, node, Join(path, entry.Key)) is { } clean) entries.Add(entry with { Value = clean });
        if (schema.IsSwitchable && written.Value(SchemaSection.Switch) is null or ConfigNull)
            entries.Add(Entry(SchemaSection.Switch, new ConfigScalar(written.Span, "on", IsQuoted: false)));
        Demand(entries, written, schema, path);
        return new ConfigObject(written.Span, entries);
    }

    public void Error(SourceSpan span, string code, string path, string message, string? hint) =>
        _diagnostics.Add(Diagnostic.At(span, DiagnosticSeverity.Error, code, path, message, hint));

    private ConfigValue? Clean(ConfigValue value, SchemaNode node, string path) => node switch
    {
        SchemaSection section => CleanSection(value, section, path),
        SchemaList list => CleanList(value, list, path),
        Knob { IsList: true } knob => CleanTexts(value, knob, path),
        Knob knob => Fits(value, knob, path) ? value : null,
        _ => value,
    };

    private ConfigObject? CleanSection(ConfigValue value, SchemaSection schema, string path)
    {
        if (value is ConfigObject section) return Clean(section, schema, path);
        if (value is ConfigScalar word && schema.IsSwitchable && ChoiceType.Switch.Check(word.Text) is null)
            return new ConfigObject(value.Span, [Entry(SchemaSection.Switch, value)]);
        if (schema.Shorthand is { } key) return Clean(new ConfigObject(value.Span, [Entry(key, value)]), schema, path);
        var off = schema.IsSwitchable ? " or off" : "";
        Error(value.Span, "AM0103", path, $"{path} is a section{off}, not {Kind(value)}", $"write {LastOf(path)} {{ {schema.Children[0].Key} = ... }}");
        return null;
    }

    private ConfigArray? CleanList(ConfigValue value, SchemaList list, string path)
    {
        if (value is not ConfigArray array)
        {
            Error(value.Span, "AM0103", path, $"{path} is a list, not {Kind(value)}", $"put it in brackets: {LastOf(path)} = [ ... ]");
            return null;
        }
        var items = array.Items.Index().Select(item => CleanSection(item.Item, list.Item, $"{path}[{item.Index}]")).OfType<ConfigValue>();
        return new ConfigArray(array.Span, [.. items]);
    }

    private ConfigArray? CleanTexts(ConfigValue value, Knob knob, string path)
    {
        if (value is not ConfigArray array)
        {
            var shown = value is ConfigScalar scalar ? scalar.Text : "...";
            Error(value.Span, "AM0103", path, $"{path} is a list, not {Kind(value)}", $"write {LastOf(path)} = [{shown}]");
            return null;
        }
        return new ConfigArray(array.Span, [.. array.Items.Index().Where(item => Fits(item.Item, knob, $"{path}[{item.Index}]")).Select(item => item.Item)]);
    }

    private bool Fits(ConfigValue value, Knob knob, string path)
    {
        if (value is not ConfigScalar scalar)
        {
            Error(value.Span, "AM0103", path, $"{path} is one value, not {Kind(value)}", $"it takes: {knob.Accepts}");
            return false;
        }
        if (knob.Type.Check(scalar.Text) is not { } problem) return true;
        var code = problem.Kind switch { ValueProblemKind.Unit => "AM0102", ValueProblemKind.Range => "AM0106", _ => "AM0103" };
        var isBareTime = problem.Kind == ValueProblemKind.Unit && knob.Accepts.StartsWith("duration", StringComparison.Ordinal) && scalar.Text.All(char.IsAsciiDigit);
        Error(value.Span, code, path, problem.Message, isBareTime ? $"{problem.Hint} (Akka's reader would silently take {scalar.Text} ms)" : problem.Hint);
        return false;
    }

    private void Unknown(ConfigEntry entry, SchemaSection schema, string path)
    {
        var known = schema.Children.Select(child => child.Key).ToList();
        var hint = NearestName.Among(entry.Key, known) is { } near ? $"did you mean '{near}'?"
            : known.Count <= KeysShownMax ? $"known here: {string.Join(", ", known)}"
            : "reference.conf lists what is known here";
        Error(entry.KeySpan, "AM0104", Join(path, entry.Key), $"unknown key '{entry.Key}' in {(path.Length == 0 ? "the file" : path)}", hint);
    }

    private void Demand(List<ConfigEntry> present, ConfigObject written, SchemaSection schema, string path)
    {
        foreach (var (key, node) in schema.Children)
            if (node is Knob { IsRequired: true } knob && present.TrueForAll(entry => entry.Key != key) && written.Value(key) is null or ConfigNull)
                Error(written.Span, "AM0112", Join(path, key), $"{path} has no {key}", $"write {key} = ... ({knob.Accepts.Split(',')[0]})");
    }

    private static ConfigEntry Entry(string key, ConfigValue value) => new(key, value.Span, value, [], Remark: null);

    private static string Kind(ConfigValue value) => value switch
    {
        ConfigObject => "a section",
        ConfigArray => "a list",
        ConfigScalar scalar => $"'{(scalar.Text.Length <= 40 ? scalar.Text : $"{scalar.Text[..40]}...")}'",
        _ => "null",
    };

    private static string LastOf(string path) => path[(path.LastIndexOf('.') + 1)..];

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}

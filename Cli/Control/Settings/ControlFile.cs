using ActorMesh.Cli.Meshes;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Control.Settings;

/// <summary>The settings of a control node in a HOCON file: <c>control { api = "127.0.0.1:15014" }</c>.</summary>
/// <param name="Settings">By key; what is wrong is left out.</param>
internal sealed record ControlFile(IReadOnlyDictionary<string, WrittenSetting> Settings, IReadOnlyList<Diagnostic> Diagnostics)
{
    private const string Section = "control";

    public static readonly ControlFile None = new(new Dictionary<string, WrittenSetting>(), []);

    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ControlFile Read(string path) => Of(MeshText.Read(path, () => Stream.Null), MeshSources.OfThisMachine);

    internal static ControlFile Of(SourceFile file, ConfigSources sources)
    {
        var reading = ConfigReader.Read(file, sources);
        var settings = new Dictionary<string, WrittenSetting>(StringComparer.Ordinal);
        List<Diagnostic> problems = [.. reading.Diagnostics];
        foreach (var entry in reading.Root?.Entries ?? [])
        {
            if (entry.Key != Section) problems.Add(Unknown(entry, "", [Section]));
            else if (entry.Value is not ConfigObject section) problems.Add(Wrong(entry, "", "a section", $"write {Section} {{ ... }}"));
            else foreach (var setting in section.Entries) Add(setting, settings, problems);
        }
        return new ControlFile(settings, [.. problems.ByPlace(reading.Files)]);
    }

    private static void Add(ConfigEntry entry, Dictionary<string, WrittenSetting> settings, List<Diagnostic> problems)
    {
        if (!ControlKey.All.Contains(entry.Key, StringComparer.Ordinal))
        {
            problems.Add(Unknown(entry, Section, ControlKey.All));
            return;
        }
        var isList = entry.Key == ControlKey.Join;
        switch (entry.Value)
        {
            case ConfigNull:
                break;
            case ConfigScalar scalar:
                settings[entry.Key] = new WrittenSetting(scalar.Text, scalar.Span.ToString());
                break;
            case ConfigArray array when isList && array.Items.All(item => item is ConfigScalar):
                settings[entry.Key] = new WrittenSetting(string.Join(',', array.Items.Select(item => ((ConfigScalar)item).Text)), array.Span.ToString());
                break;
            default:
                problems.Add(Wrong(entry, Section, isList ? "a list of addresses" : "one value", $"actormesh control --help says what {entry.Key} takes"));
                break;
        }
    }

    private static Diagnostic Unknown(ConfigEntry entry, string within, IReadOnlyList<string> known) => Diagnostic.At(
        entry.KeySpan, DiagnosticSeverity.Error, "AM0104", Path(entry, within), $"unknown key '{entry.Key}' in {(within.Length == 0 ? "the file" : within)}",
        NearestName.Among(entry.Key, known) is { } near ? $"did you mean '{near}'?" : $"known here: {string.Join(", ", known)}");

    private static Diagnostic Wrong(ConfigEntry entry, string within, string expected, string hint) => Diagnostic.At(
        entry.Value.Span, DiagnosticSeverity.Error, "AM0103", Path(entry, within), $"{Path(entry, within)} is {expected}", hint);

    private static string Path(ConfigEntry entry, string within) => within.Length == 0 ? entry.Key : $"{within}.{entry.Key}";
}

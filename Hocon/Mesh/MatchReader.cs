using ActorMesh.Hocon.Mesh.Schema;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary>Reads what a route matches.</summary>
internal sealed class MatchReader(SchemaCheck check)
{
    private static readonly string[] Paths = ["path", "path-prefix", "path-regex"];

    private static readonly (string Key, ValueMatchKind Kind)[] Kinds =
    [
        ("exact", ValueMatchKind.Exact), ("prefix", ValueMatchKind.Prefix), ("suffix", ValueMatchKind.Suffix), ("contains", ValueMatchKind.Contains),
        ("regex", ValueMatchKind.Regex), ("present", ValueMatchKind.Present),
    ];

    /// <param name="key">Of the route: where it is when no match is written.</param>
    public RouteMatch Read(ConfigObject route, SourceSpan key, string path)
    {
        var entry = route.Entry("match");
        var written = entry?.Value as ConfigObject ?? new ConfigObject(key, []);
        var present = Paths.Where(name => written.Value(name) is not null).ToList();
        if (present.Count > 1)
            check.Error(written.Entry(present[1])!.KeySpan, "AM0113", $"{path}.match.{present[1]}", $"{path}.match has {present[0]} and {present[1]}", "keep one of them");
        var match = new Layers([(ConfigObject)Reference.Route.Value("match")!, written]);
        return new RouteMatch(
            entry?.KeySpan ?? key, match.TextOrNone("path"), match.TextOrNone("path-prefix"), match.TextOrNone("path-regex"), match.Texts("methods"),
            Values(written.Value("header"), $"{path}.match.header"), Values(written.Value("query"), $"{path}.match.query"));
    }

    private List<ValueMatch> Values(ConfigValue? section, string path) => section is not ConfigObject names
        ? []
        : [.. names.Entries.Select(entry => Value(entry, $"{path}.{entry.Key}")).OfType<ValueMatch>()];

    private ValueMatch? Value(ConfigEntry entry, string path)
    {
        var written = (ConfigObject)entry.Value;
        var kinds = Kinds.Where(kind => written.Value(kind.Key) is ConfigScalar).ToList();
        if (kinds.Count != 1)
        {
            var message = kinds.Count == 0 ? $"{path} says nothing" : $"{path} has {kinds[0].Key} and {kinds[1].Key}";
            check.Error(entry.KeySpan, kinds.Count == 0 ? "AM0112" : "AM0113", path, message, $"write one of {string.Join(", ", Kinds.Select(kind => kind.Key))}");
            return null;
        }
        var text = ((ConfigScalar)written.Value(kinds[0].Key)!).Text;
        return kinds[0].Kind != ValueMatchKind.Present ? new ValueMatch(entry.KeySpan, entry.Key, kinds[0].Kind, text)
            : new ValueMatch(entry.KeySpan, entry.Key, Layers.IsYes(text) ? ValueMatchKind.Present : ValueMatchKind.Absent, "");
    }
}

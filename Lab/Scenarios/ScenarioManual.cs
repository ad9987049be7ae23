using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Schema;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Lab.Scenarios;

/// <summary><c>scenario.conf</c>: every key of <c>lab</c> with its default, unit, range and meaning. It is the schema and the manual.</summary>
public static class ScenarioManual
{
    public static SourceFile File { get; } = new("scenario.conf", Load());

    private static ConfigObject Manual { get; } = Read();

    /// <summary>What a scenario file may hold: what a mesh file may, and <c>lab</c>.</summary>
    public static SchemaSection Schema { get; } = new("", "", [.. SchemaBuilder.Build(Manual).Children, .. Reference.Schema.Children]);

    internal static ConfigObject Lab { get; } = Section(Manual, "lab");

    internal static ConfigObject LoadProfile { get; } = Section(Lab, "load");

    internal static ConfigObject Workload { get; } = Section(Section(Lab, "services"), "*");

    internal static ConfigObject Fault { get; } = Sample("timeline");

    internal static ConfigObject Expectation { get; } = Sample("expect");

    private static ConfigObject Section(ConfigObject parent, string key) => (ConfigObject)parent.Value(key)!;

    private static ConfigObject Sample(string list) => (ConfigObject)((ConfigArray)Lab.Value(list)!).Items[0];

    private static string Load()
    {
        using var stream = typeof(ScenarioManual).Assembly.GetManifestResourceStream("scenario.conf")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static ConfigObject Read()
    {
        var reading = ConfigReader.Read(File);
        return reading.Diagnostics.Count == 0 ? reading.Root! : throw new FormatException(reading.Diagnostics[0].ToString());
    }
}

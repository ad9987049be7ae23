using ActorMesh.Hocon.Mesh.Schema;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary><c>reference.conf</c>: every knob with its default, unit, range and meaning. It is the schema and the manual.</summary>
public static class Reference
{
    public static SourceFile File { get; } = new("reference.conf", Load());

    /// <summary>All of it, as it was written.</summary>
    public static ConfigObject Manual { get; } = Read();

    /// <summary>What a mesh file may hold.</summary>
    public static SchemaSection Schema { get; } = SchemaBuilder.Build(Manual);

    /// <summary>The built-in values, without the samples of what a list may hold.</summary>
    private static ConfigObject Values { get; } = WithoutSamples(Manual, Schema);

    /// <summary>Of <c>mesh</c>.</summary>
    internal static ConfigObject Mesh { get; } = (ConfigObject)Values.At("mesh")!;

    /// <summary>Of <c>mesh.defaults</c>.</summary>
    internal static ConfigObject Defaults { get; } = (ConfigObject)Values.At("mesh", "defaults")!;

    /// <summary>Of a service.</summary>
    internal static ConfigObject Service { get; } = (ConfigObject)Values.At("services", "*")!;

    /// <summary>Of a route.</summary>
    internal static ConfigObject Route { get; } = (ConfigObject)Values.At("services", "*", "routes", "*")!;

    private static string Load()
    {
        using var stream = typeof(Reference).Assembly.GetManifestResourceStream("reference.conf")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static ConfigObject Read()
    {
        var reading = ConfigReader.Read(File);
        return reading.Diagnostics.Count == 0 ? reading.Root! : throw new FormatException(reading.Diagnostics[0].ToString());
    }

    private static ConfigObject WithoutSamples(ConfigObject section, SchemaSection schema) => new(section.Span, [.. section.Entries.Select(entry => entry with
    {
        Value = schema.Find(entry.Key) switch
        {
            SchemaSection below => WithoutSamples((ConfigObject)entry.Value, below),
            SchemaList => new ConfigArray(entry.Value.Span, []),
            _ => entry.Value,
        },
    })]);
}

using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Mesh.Schema;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary>Reads a mesh file: HOCON text, checked against <see cref="Reference"/>, into a typed mesh.</summary>
public static class MeshReader
{
    /// <summary>Names that mean something else where a service could stand.</summary>
    private static readonly string[] ReservedNames = [Callers.Ingress];

    /// <param name="file">The text.</param>
    /// <param name="sources">What the text may draw on besides itself.</param>
    /// <returns>Always a result: no text makes this throw.</returns>
    public static MeshReading Read(SourceFile file, ConfigSources? sources = null)
    {
        var reading = ConfigReader.Read(file, sources);
        if (reading.Root is not { } written) return new MeshReading(null, reading.Diagnostics, reading.Files);
        var check = new SchemaCheck();
        var draft = Draft(check.Clean(written, Reference.Schema, ""), check);
        return new MeshReading(draft, [.. reading.Diagnostics.Concat(check.Diagnostics).ByPlace(reading.Files)], reading.Files);
    }

    /// <param name="root">Checked: what <see cref="SchemaCheck.Clean(ConfigObject, SchemaSection, string)"/> gave back. Sections beside those of a mesh are passed over.</param>
    /// <param name="check">Is told what is wrong beyond types.</param>
    internal static ServiceMesh Draft(ConfigObject root, SchemaCheck check)
    {
        var none = new ConfigObject(root.Span, []);
        var written = root.Value("mesh") as ConfigObject ?? none;
        var defaultsWritten = written.Value("defaults") as ConfigObject ?? none;
        var mesh = new Layers([Reference.Mesh, written]);
        var defaults = PolicySet.Read(new Layers([Reference.Defaults, defaultsWritten]));
        var services = new ServiceReader(defaultsWritten, defaults, check);
        var name = mesh.Text("name");
        var domain = mesh.TextOrNone("trust-domain");
        return new ServiceMesh(
            name,
            domain.Value is null ? new Setting<string>($"{name.Value}.local", name.Origin) : new Setting<string>(domain.Value, domain.Origin),
            mesh.Text("namespace"),
            mesh.Count("outbound-port"),
            mesh.Count("admin-port"),
            defaults,
            IdentitySettings.Read(mesh.Section("identity")),
            OtlpSettings.Read(mesh.Section("otlp")),
            PrometheusSettings.Read(mesh.Section("prometheus")),
            DrainSettings.Read(mesh.Section("drain")),
            [.. Services(root, check).Select(services.Read)]);
    }

    private static List<ConfigEntry> Services(ConfigObject root, SchemaCheck check)
    {
        var entries = root.Value("services") is ConfigObject services ? services.Entries : [];
        if (entries.Count == 0)
            check.Error(new SourceSpan(root.Span.File, 0, 0), "AM0112", "services", "the file has no services", "write services { orders { port = 8081 } }");
        var named = new List<ConfigEntry>();
        foreach (var entry in entries)
        {
            var path = $"services.{entry.Key}";
            if (ReservedNames.Contains(entry.Key, StringComparer.Ordinal))
                check.Error(entry.KeySpan, "AM0103", path, $"'{entry.Key}' is no name for a service: it stands for clients outside the mesh", "choose another name");
            else if (TextForms.Name.Check(entry.Key) is { } problem)
                check.Error(entry.KeySpan, "AM0103", path, $"{problem.Message} for a service", problem.Hint);
            else named.Add(entry);
        }
        return named;
    }
}

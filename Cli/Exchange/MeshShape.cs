using ActorMesh.Cli.Describing;
using ActorMesh.Cli.Meshes;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Cli.Exchange;

/// <summary>What <c>export json</c> prints: the whole mesh with every value that holds.</summary>
/// <param name="Settings">Of the mesh itself.</param>
/// <param name="Routes">Of all services, in their order.</param>
internal sealed record MeshShape(
    string ApiVersion, string Kind, string Name, IReadOnlyList<MeshShape.Setting> Settings, IReadOnlyList<ServiceShape> Services, IReadOnlyList<RouteShape> Routes)
{
    /// <param name="At">Where it was written, or where it is built in.</param>
    internal sealed record Setting(string Path, string Value, string At);

    public static MeshShape Of(CheckedMesh file, ServiceMesh mesh)
    {
        var describing = new ServiceDescription(file, mesh);
        return new MeshShape(
            "actormesh/v1",
            "Mesh",
            mesh.Name.Value,
            [.. SettingsOf(mesh)],
            [.. mesh.Services.Select(service => describing.Of(service, withEffective: true))],
            [.. mesh.Services.SelectMany(service => service.Routes.Select(route => RouteDescription.Of(file, service, route, withEffective: true)))]);
    }

    private static IEnumerable<Setting> SettingsOf(ServiceMesh mesh)
    {
        yield return Of("name", mesh.Name);
        yield return Of("trust-domain", mesh.TrustDomain);
        yield return Of("namespace", mesh.Namespace);
        yield return Of("outbound-port", mesh.OutboundPort);
        yield return Of("admin-port", mesh.AdminPort);
        yield return Of("identity.ca", mesh.Identity.Authority);
        yield return OfTime("identity.leaf-ttl", mesh.Identity.LeafLifetime);
        yield return new Setting("identity.rotate-at", ShareText.Of(mesh.Identity.RotateAt.Value), mesh.Identity.RotateAt.Origin.ToString());
        yield return OfTime("identity.root-ttl", mesh.Identity.RootLifetime);
        if (mesh.Otlp is { } otlp)
        {
            yield return Of("otlp.endpoint", otlp.Endpoint);
            yield return Of("otlp.protocol", otlp.Protocol);
            yield return OfTime("otlp.interval", otlp.Interval);
        }

        yield return Of("prometheus.port", mesh.Prometheus.Port);
        yield return Of("prometheus.path", mesh.Prometheus.Path);
        yield return Of("prometheus.max-series-per-metric", mesh.Prometheus.MaxSeriesPerMetric);
        yield return OfTime("drain.grace", mesh.Drain.Grace);
        yield return Of("drain.strategy", mesh.Drain.Strategy);
    }

    private static Setting Of<T>(string path, Setting<T> setting) =>
        new(path, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{setting.Value}"), setting.Origin.ToString());

    private static Setting OfTime(string path, Setting<TimeSpan> setting) => new(path, DurationText.Of(setting.Value), setting.Origin.ToString());
}

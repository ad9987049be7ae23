using System.Globalization;
using System.Net;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Mesh.Schema;
using ActorMesh.Hocon.Mesh.Values;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary>Reads a service of a checked file.</summary>
/// <param name="defaultsWritten">What the file says in <c>mesh.defaults</c>.</param>
/// <param name="defaults">What holds for a service that says nothing.</param>
internal sealed class ServiceReader(ConfigObject defaultsWritten, PolicySet defaults, SchemaCheck check)
{
    private const int AppPortOffset = 10_000, PortMax = 65_535, WeightDefault = 100;

    private static readonly Dictionary<string, string> NoLabels = [];

    public Service Read(ConfigEntry entry)
    {
        var written = (ConfigObject)entry.Value;
        var path = $"services.{entry.Key}";
        var layers = new Layers([Reference.Service, written]);
        IReadOnlyList<ConfigObject> policyLayers = [Reference.Defaults, defaultsWritten, PolicyKeys.Of(written)];
        var policies = PolicySet.Read(new Layers(policyLayers), defaults);
        var port = layers.Count("port");
        var dns = EndpointsDnsOf(layers);
        var versions = Versions(written);
        return new Service(
            entry.Key, entry.KeySpan, port, AppPort(layers, port, path), layers.CountOrNone("local-port"),
            Endpoints(written, entry, port, dns, path), dns, versions, Calls(layers),
            ExposureOf(layers, written, path), RunOf(layers, written, path), policies,
            Routes(written, new RouteReader(entry.Key, versions, policyLayers, policies, check)), policyLayers);
    }

    private Setting<int> AppPort(Layers layers, Setting<int> port, string path)
    {
        var written = layers.CountOrNone("app-port");
        if (written.Value is { } value) return new Setting<int>(value, written.Origin);
        if (port.Value + AppPortOffset <= PortMax) return new Setting<int>(port.Value + AppPortOffset, port.Origin);
        check.Error(port.Origin, "AM0106", $"{path}.app-port", $"app-port would be {port.Value + AppPortOffset}, which is over {PortMax}", "write app-port = ...: where the application listens");
        return new Setting<int>(port.Value - AppPortOffset, port.Origin);
    }

    private List<Endpoint> Endpoints(ConfigObject written, ConfigEntry entry, Setting<int> port, EndpointsDns? dns, string path)
    {
        if (written.Entry("endpoints") is not { Value: ConfigArray list } endpoints)
            return dns is null ? [new Endpoint(entry.KeySpan, entry.Key, port.Value, null, WeightDefault, NoLabels)] : [];
        if (dns is not null)
            check.Error(endpoints.KeySpan, "AM0113", $"{path}.endpoints", $"{path} has endpoints and endpoints-dns", "keep one of them");
        return [.. list.Items.OfType<ConfigObject>().Where(item => item.Value("address") is ConfigScalar).Select(item => EndpointOf(item, port))];
    }

    private static Endpoint EndpointOf(ConfigObject item, Setting<int> port)
    {
        var layers = new Layers([item]);
        _ = HostAndPort.TryParse(layers.Text("address").Value, out var host, out var own);
        if (IPAddress.TryParse(host, out var address) && address.IsIPv4MappedToIPv6) host = $"{EndpointAddress.Normal(address)}";
        var weight = item.Value("weight") is ConfigScalar scalar ? int.Parse(scalar.Text, CultureInfo.InvariantCulture) : WeightDefault;
        var labels = item.Value("labels") is ConfigObject { Entries.Count: > 0 } some ? Pairs(some) : NoLabels;
        return new Endpoint(item.Span, host, own ?? port.Value, layers.TextOrNone("zone").Value, weight, labels);
    }

    private static EndpointsDns? EndpointsDnsOf(Layers layers)
    {
        var section = layers.Section("endpoints-dns");
        return section.All.Count > 1 && section.All[^1].Value("name") is ConfigScalar
            ? new EndpointsDns(section.All[^1].Span, section.Text("name"), section.Duration("refresh"))
            : null;
    }

    private static List<ServiceVersion> Versions(ConfigObject written) => written.Value("versions") is not ConfigObject versions
        ? []
        : [.. versions.Entries.Select(entry =>
        {
            var label = ((ConfigScalar)entry.Value).Text.Split('=', 2);
            return new ServiceVersion(entry.KeySpan, entry.Key, label[0].Trim(), label[1].Trim());
        })];

    private static List<Call> Calls(Layers layers) => [.. layers.Items("calls").OfType<ConfigScalar>().Select(item => new Call(item.Span, item.Text))];

    private Exposure? ExposureOf(Layers layers, ConfigObject written, string path)
    {
        if (written.Entry("expose") is not { } entry) return null;
        var section = layers.Section("expose");
        var (certificate, key) = (section.TextOrNone("tls-cert"), section.TextOrNone("tls-key"));
        if (certificate.Value is null != key.Value is null)
            check.Error(entry.KeySpan, "AM0112", $"{path}.expose", "expose has one of tls-cert and tls-key without the other", "write both, or none for plain HTTP");
        return new Exposure(entry.KeySpan, section.Text("host"), section.Text("path-prefix"), section.Count("port"), certificate, key);
    }

    private RunSettings? RunOf(Layers layers, ConfigObject written, string path)
    {
        if (written.Entry("run") is not { } entry) return null;
        var section = layers.Section("run");
        var (command, address) = (section.Texts("command"), section.TextOrNone("address"));
        if (command.Value.Count > 0 && address.Value is not null)
            check.Error(entry.KeySpan, "AM0113", $"{path}.run", "run has command and address", "keep command to have it started, address when it runs already");
        var environment = section.All[^1].Value("environment") is ConfigObject pairs ? Pairs(pairs) : NoLabels;
        return new RunSettings(entry.KeySpan, command, address, section.TextOrNone("directory"), environment);
    }

    private static List<Route> Routes(ConfigObject written, RouteReader reader) =>
        written.Value("routes") is ConfigObject routes ? [.. routes.Entries.Select(reader.Read)] : [];

    private static Dictionary<string, string> Pairs(ConfigObject section) =>
        section.Entries.Where(entry => entry.Value is ConfigScalar).ToDictionary(entry => entry.Key, entry => ((ConfigScalar)entry.Value).Text, StringComparer.Ordinal);
}

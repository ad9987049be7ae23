using ActorMesh.Hocon.Envoy.Checks;
using ActorMesh.Hocon.Envoy.Documents;
using ActorMesh.Hocon.Envoy.Messages;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using Google.Protobuf;

namespace ActorMesh.Hocon.Envoy;

/// <summary>Reads an Envoy v3 bootstrap, in YAML or JSON, as far as ActorMesh can run it. Reports all problems with their places.</summary>
public static class BootstrapReader
{
    private static readonly Dictionary<string, string> NoPositions = [];

    /// <param name="text">The file's content.</param>
    /// <param name="fileName">How diagnostics name the file.</param>
    /// <param name="lenient">True turns fields that are not read from errors into warnings, except for those that secure or narrow. Nothing else becomes laxer.</param>
    /// <returns>Always a result: no text makes this throw.</returns>
    public static BootstrapReading Read(string text, string fileName, bool lenient = false)
    {
        var findings = new Findings(fileName, lenient ? ReadingPurpose.RunLeniently : ReadingPurpose.Run);
        var map = new SourceMap();
        if (DocumentLoader.Load(text, findings) is not { } root)
            return new BootstrapReading(null, findings.InOrder(), NoPositions, NoPositions, new Dictionary<RoutePlace, string>());

        var bootstrap = (Bootstrap)new MessageReader(findings, map, ControlPlaneCluster.PlacesIn(root)).Read(Bootstrap.Descriptor, Location.Root(root));
        MessageChecks.Run(new CheckContext(findings, map));

        var resources = bootstrap.StaticResources ?? new Bootstrap.Types.StaticResources();
        return new BootstrapReading(
            findings.HasErrors ? null : bootstrap,
            findings.InOrder(),
            Positions(resources.Listeners, listener => listener.Name, map, fileName),
            Positions(resources.Clusters, cluster => cluster.Name, map, fileName),
            RoutePositions(resources.Listeners, map, fileName));
    }

    /// <summary>
    /// Reads a bootstrap to translate it: with the fields that the data plane does not carry out yet, and without checking whether it could run.
    /// </summary>
    /// <param name="text">The file's content.</param>
    /// <param name="fileName">How diagnostics name the file.</param>
    /// <returns>Always a result: no text makes this throw.</returns>
    public static BootstrapImport ReadForImport(string text, string fileName)
    {
        var findings = new Findings(fileName, ReadingPurpose.Import);
        var map = new SourceMap();
        var root = DocumentLoader.Load(text, findings);
        var bootstrap = root is null ? null : (Bootstrap)new MessageReader(findings, map).Read(Bootstrap.Descriptor, Location.Root(root));
        return new BootstrapImport(bootstrap, findings.InOrder(), new ResourcePlaces(map));
    }

    private static Dictionary<RoutePlace, string> RoutePositions(IEnumerable<Listener> listeners, SourceMap map, string fileName)
    {
        var positions = new Dictionary<RoutePlace, string>();
        foreach (var listener in listeners)
        foreach (var filter in listener.FilterChains.Concat(listener.DefaultFilterChain is { } last ? [last] : []).SelectMany(chain => chain.Filters))
        {
            if (map.PayloadOf(filter.TypedConfig) is not HttpConnectionManager { RouteConfig: { } table }) continue;
            foreach (var (host, virtualHost) in table.VirtualHosts.Index())
            foreach (var (index, route) in virtualHost.Routes.Index())
                positions.TryAdd(new RoutePlace(listener.Name, host, index), $"{fileName}:{map.Of(route).Position}");
        }

        return positions;
    }

    private static Dictionary<string, string> Positions<T>(IEnumerable<T> resources, Func<T, string> nameOf, SourceMap map, string fileName)
        where T : IMessage
    {
        var positions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var resource in resources) positions.TryAdd(nameOf(resource), $"{fileName}:{map.Of(resource).Position}");
        return positions;
    }
}

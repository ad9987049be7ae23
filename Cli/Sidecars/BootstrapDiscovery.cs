using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Hocon.Envoy;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ApiType = ActorMesh.Runtime.Contracts.Envoy.Core.ApiConfigSource.Types.ApiType;

namespace ActorMesh.Cli.Sidecars;

/// <summary>How to follow the control plane that an Envoy bootstrap names.</summary>
internal static class BootstrapDiscovery
{
    /// <param name="bootstrap">As read without errors.</param>
    /// <param name="stateFolder">Where what runs is kept; null for the usual place of the node.</param>
    /// <returns>Null when it names none.</returns>
    /// <exception cref="ActorMesh.DataPlane.Configuration.ResourceException">Its connection cannot be secured as it says.</exception>
    public static DiscoverySettings? SettingsOf(Bootstrap bootstrap, string? stateFolder = null)
    {
        if (bootstrap.DynamicResources is not { } dynamic || ControlPlaneCluster.SourceIn(bootstrap) is not { } source) return null;
        var name = ControlPlaneCluster.NameIn(bootstrap);
        var cluster = bootstrap.StaticResources.Clusters.Single(cluster => cluster.Name == name);
        var servers = cluster.LoadAssignment.Endpoints.SelectMany(locality => locality.LbEndpoints)
            .Select(endpoint => endpoint.Endpoint.Address.SocketAddress).Select(Text).ToList();
        var node = bootstrap.Node.Clone();
        if (node.UserAgentName.Length == 0) (node.UserAgentName, node.UserAgentVersion) = ("actormesh", ProgramVersion.Short);
        return XdsSettings.Of(servers, node) with
        {
            ClusterName = name,
            Tls = ServerSecurity.Of(bootstrap, name!, TimeProvider.System),
            IsDelta = source.ApiType is ApiType.DeltaGrpc or ApiType.AggregatedDeltaGrpc,
            AsksForClusters = dynamic.CdsConfig is not null,
            AsksForListeners = dynamic.LdsConfig is not null,
            ClusterPatience = Patience(dynamic.CdsConfig),
            ListenerPatience = Patience(dynamic.LdsConfig),
            StateFolder = stateFolder ?? StateFolder.Of(node.Id),
        };
    }

    private static TimeSpan Patience(ConfigSource? source)
    {
        var given = source?.InitialFetchTimeout?.ToTimeSpan() ?? DiscoverySettings.PatienceUsual;
        return given > TimeSpan.Zero ? given : Timeout.InfiniteTimeSpan;
    }

    private static string Text(SocketAddress address) =>
        address.Address.Contains(':', StringComparison.Ordinal) ? $"[{address.Address}]:{address.PortValue}" : $"{address.Address}:{address.PortValue}";
}

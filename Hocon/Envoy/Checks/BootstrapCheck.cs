using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using Google.Protobuf;

namespace ActorMesh.Hocon.Envoy.Checks;

/// <summary>What only shows when all resources are seen together: names and addresses taken twice, and names that lead nowhere.</summary>
internal static class BootstrapCheck
{
    public static void Run(Bootstrap bootstrap, CheckContext context)
    {
        var resources = bootstrap.StaticResources ?? new Bootstrap.Types.StaticResources();
        if (resources.Listeners.Count == 0 && bootstrap.DynamicResources is null)
            context.Warning(
                bootstrap, Bootstrap.StaticResourcesFieldNumber,
                "there is no listener, so no traffic will flow",
                "add one to static_resources.listeners");

        Unique(resources.Listeners, listener => listener.Name, Listener.NameFieldNumber, "listener", context);
        Unique(resources.Clusters, cluster => cluster.Name, Cluster.NameFieldNumber, "cluster", context);
        Unique(resources.Secrets, secret => secret.Name, Secret.NameFieldNumber, "secret", context);
        Addresses(bootstrap, resources, context);
        DynamicResourcesCheck.Run(bootstrap, context);
        // A control plane may bring the rest.
        if (bootstrap.DynamicResources?.CdsConfig is null) ClusterReferences.Check(resources.Clusters.Select(cluster => cluster.Name), context);
    }

    private static void Unique<T>(IEnumerable<T> resources, Func<T, string> nameOf, int nameField, string kind, CheckContext context)
        where T : IMessage
    {
        var first = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            var name = nameOf(resource);
            if (name.Length > 0 && !first.TryAdd(name, resource))
                context.Error(
                    resource, nameField,
                    $"another {kind} has the name {Quoted.Of(name)}; it stands at {context.PositionOf(first[name], nameField)}");
        }
    }

    private static void Addresses(Bootstrap bootstrap, Bootstrap.Types.StaticResources resources, CheckContext context)
    {
        var taken = new Dictionary<(string, uint), string>();
        foreach (var listener in resources.Listeners)
            Take(listener.Address?.SocketAddress, $"listener {Quoted.Of(listener.Name)}", taken, context);

        if (bootstrap.Admin is not { } admin || !context.Require(admin, Admin.AddressFieldNumber)) return;
        Take(admin.Address.SocketAddress, "the admin API", taken, context);
        if (admin.Address.SocketAddress is not { Address.Length: > 0 } address || !AddressCheck.RequireIp(address, context)) return;
        if (!System.Net.IPAddress.IsLoopback(System.Net.IPAddress.Parse(address.Address)))
            context.Warning(
                admin, Admin.AddressFieldNumber,
                "everyone who reaches this address can drain the proxy and read its configuration",
                "use 127.0.0.1");
    }

    private static void Take(SocketAddress? address, string owner, Dictionary<(string, uint), string> taken, CheckContext context)
    {
        // Port 0 asks the system for a free one, so any number of listeners may.
        if (address is null or { PortValue: 0 } or { Address.Length: 0 }) return;
        var key = (address.Address, address.PortValue);
        if (!taken.TryAdd(key, owner))
            context.Error(
                address, SocketAddress.PortValueFieldNumber,
                $"{taken[key]} listens on {address.Address}:{address.PortValue} already");
    }
}

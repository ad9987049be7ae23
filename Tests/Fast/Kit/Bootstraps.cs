using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Listening;
using ActorMesh.Hocon.Envoy;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>Bootstraps from the YAML that a person would write, one line for each resource. Everything is on 127.0.0.1.</summary>
internal static class Bootstraps
{
    private const string Types = "type.googleapis.com/envoy.extensions.filters";

    public static Bootstrap Of(IEnumerable<string> listeners, params string[] clusters)
    {
        var text = Text(listeners, clusters);
        var reading = BootstrapReader.Read(text, "test.yaml");
        return reading.Bootstrap ?? throw new ArgumentException($"{string.Join('\n', reading.Diagnostics)}\n{text}", nameof(listeners));
    }

    /// <summary>As it would stand in a file.</summary>
    public static string Text(IEnumerable<string> listeners, params string[] clusters) =>
        $"static_resources:\n{List("listeners", listeners)}{List("clusters", clusters)}";

    /// <summary>An HTTP listener; port 0 takes any that is free.</summary>
    /// <param name="route">Of its one virtual host, such as <see cref="Says"/> makes it.</param>
    public static string Listener(string name, string route, int port = 0) => Listener(
        name, port,
        $"'@type': {Types}.network.http_connection_manager.v3.HttpConnectionManager, stat_prefix: {name}, "
        + $"route_config: {{ name: {name}, virtual_hosts: [ {{ name: all, domains: ['*'], routes: [ {route} ] }} ] }}, "
        + $"http_filters: [ {{ name: router, typed_config: {{ '@type': {Types}.http.router.v3.Router }} }} ]");

    /// <summary>An L4 listener that asks a guard first.</summary>
    /// <param name="rules">Of envoy.config.rbac.v3.RBAC.</param>
    public static string GuardedByteListener(string name, string cluster, string rules) => ByteListener(name, cluster).Replace(
        "filters: [ ", $"filters: [ {{ name: guard, typed_config: {{ '@type': {Types}.network.rbac.v3.RBAC, stat_prefix: guard, rules: {rules} }} }}, ", StringComparison.Ordinal);

    /// <summary>An L4 listener.</summary>
    public static string ByteListener(string name, string cluster) =>
        Listener(name, port: 0, $"'@type': {Types}.network.tcp_proxy.v3.TcpProxy, stat_prefix: {name}, cluster: {cluster}");

    /// <summary>A route that is answered by the proxy itself.</summary>
    public static string Says(string text) => $"{{ match: {{ prefix: / }}, direct_response: {{ status: 200, body: {{ inline_string: {text} }} }} }}";

    public static string GoesTo(string cluster) => $"{{ match: {{ prefix: / }}, route: {{ cluster: {cluster} }} }}";

    public static string Static(string name, params int[] ports) =>
        $"{{ name: {name}, type: STATIC, {Endpoints(name, ports.Select(port => Address("127.0.0.1", port)))} }}";

    public static string StrictDns(string name, string host) =>
        $"{{ name: {name}, type: STRICT_DNS, dns_refresh_rate: 60s, {Endpoints(name, [Address(host, 80)])} }}";

    /// <summary>What a listener runs.</summary>
    public static ListenerPlan Plan(string listener, params string[] clusters) => Snapshot.Compile(Of([listener], clusters)).Listeners.Values.Single().Plan;

    private static string Listener(string name, int port, string filter) =>
        $"{{ name: {name}, address: {Address("127.0.0.1", port)}, filter_chains: [ {{ filters: [ {{ name: terminal, typed_config: {{ {filter} }} }} ] }} ] }}";

    private static string Endpoints(string name, IEnumerable<string> addresses) =>
        $"load_assignment: {{ cluster_name: {name}, endpoints: [ {{ lb_endpoints: [ {string.Join(", ", addresses.Select(address => $"{{ endpoint: {{ address: {address} }} }}"))} ] }} ] }}";

    private static string Address(string host, int port) => $"{{ socket_address: {{ address: {host}, port_value: {port} }} }}";

    private static string List(string name, IEnumerable<string> items) => $"  {name}:{string.Concat(items.Select(item => $"\n  - {item}"))}\n";
}

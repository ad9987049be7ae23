using System.Text;

namespace ActorMesh.Tests.EndToEnd.Rig;

/// <summary>
/// Writes an Envoy v3 bootstrap. One listener or cluster is one line of YAML's flow style: it nests without counting spaces, and a
/// failure message can show the whole file.
/// </summary>
internal sealed class Bootstrap
{
    private const string Types = "type.googleapis.com/envoy.extensions.filters";
    private readonly List<string> _listeners = [];
    private readonly List<string> _clusters = [];

    public int AdminPort { get; init; } = FreePorts.Take();

    /// <summary>The loopback address of everything in it.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>How listeners are secured, by name: <see cref="Security.TransportSocket.Downstream"/>.</summary>
    public IReadOnlyDictionary<string, string> Secured { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Adds an HTTP listener.</summary>
    /// <param name="routes">Flow-style routes of its one virtual host, such as those of <see cref="Prefix"/>.</param>
    /// <param name="settings">More fields of the connection manager: <c>key: value, key: value</c>.</param>
    /// <param name="filters">Flow-style HTTP filters before the router, such as <see cref="RateLimit"/>.</param>
    public Bootstrap Http(string name, int port, IEnumerable<string> routes, string settings = "", IEnumerable<string>? filters = null)
    {
        var virtualHost = $"{{ name: all, domains: ['*'], routes: [ {string.Join(", ", routes)} ] }}";
        return HttpWithHosts(name, port, [virtualHost], settings, filters);
    }

    public Bootstrap HttpWithHosts(string name, int port, IEnumerable<string> virtualHosts, string settings = "", IEnumerable<string>? filters = null)
    {
        var router = $"{{ name: envoy.filters.http.router, typed_config: {{ '@type': {Types}.http.router.v3.Router }} }}";
        var manager = $"'@type': {Types}.network.http_connection_manager.v3.HttpConnectionManager, stat_prefix: {name}, "
            + (settings.Length == 0 ? "" : settings + ", ")
            + $"route_config: {{ name: {name}, virtual_hosts: [ {string.Join(", ", virtualHosts)} ] }}, http_filters: [ {string.Join(", ", [.. filters ?? [], router])} ]";
        return Listener(name, port, "envoy.filters.network.http_connection_manager", manager);
    }

    public Bootstrap Tcp(string name, int port, string cluster, string settings = "")
    {
        var proxy = $"'@type': {Types}.network.tcp_proxy.v3.TcpProxy, stat_prefix: {name}, cluster: {cluster}"
            + (settings.Length == 0 ? "" : ", " + settings);
        return Listener(name, port, "envoy.filters.network.tcp_proxy", proxy);
    }

    /// <summary>Adds a cluster with one endpoint for each port on loopback; STATIC and balanced by round robin unless the settings say otherwise.</summary>
    /// <param name="settings">More fields of the cluster: <c>key: value, key: value</c>.</param>
    public Bootstrap Cluster(string name, IEnumerable<int> ports, string settings = "")
    {
        var endpoints = ports.Select(port => $"{{ endpoint: {{ address: {Address(port, settings.Contains("_DNS", StringComparison.Ordinal) ? "localhost" : Host)} }} }}");
        string[] defaults = ["type: STATIC", "connect_timeout: 5s", "lb_policy: ROUND_ROBIN"];
        var fields = defaults.Where(field => !settings.Contains(field[..field.IndexOf(' ', StringComparison.Ordinal)], StringComparison.Ordinal)).Append(settings);
        _clusters.Add($"{{ name: {name}, {string.Join(", ", fields.Where(field => field.Length > 0))}, "
            + $"load_assignment: {{ cluster_name: {name}, endpoints: [ {{ lb_endpoints: [ {string.Join(", ", endpoints)} ] }} ] }} }}");
        return this;
    }

    /// <summary>A route for a path prefix to a cluster.</summary>
    /// <param name="action">More fields of the route action: <c>timeout: 1s</c>.</param>
    public static string Prefix(string prefix, string cluster, string action = "") =>
        $"{{ match: {{ prefix: '{prefix}' }}, route: {{ cluster: {cluster}{(action.Length == 0 ? "" : ", " + action)} }} }}";

    /// <summary>An HTTP filter that lets so many requests pass at once, and as many in each 100 ms after that.</summary>
    public static string RateLimit(int burst, int perTenth)
    {
        const string All = "{ default_value: { numerator: 100, denominator: HUNDRED } }";
        return $"{{ name: limit, typed_config: {{ '@type': {Types}.http.local_ratelimit.v3.LocalRateLimit, stat_prefix: limit, "
            + $"token_bucket: {{ max_tokens: {burst}, tokens_per_fill: {perTenth}, fill_interval: 0.1s }}, "
            + $"filter_enabled: {All}, filter_enforced: {All}, enable_x_ratelimit_headers: DRAFT_VERSION_03 }} }}";
    }

    public override string ToString()
    {
        var text = new StringBuilder().AppendLine("node: { id: under-test, cluster: end-to-end }");
        text.AppendLine($"admin: {{ address: {Address(AdminPort, Host)} }}").AppendLine("static_resources:");
        AppendList(text, "listeners", _listeners);
        AppendList(text, "clusters", _clusters);
        return text.ToString();
    }

    private Bootstrap Listener(string name, int port, string filter, string typedConfig)
    {
        _listeners.Add($"{{ name: {name}, address: {Address(port, Host)}, "
            + $"filter_chains: [ {{ {(Secured.TryGetValue(name, out var socket) ? $"{socket}, " : "")}filters: [ {{ name: {filter}, typed_config: {{ {typedConfig} }} }} ] }} ] }}");
        return this;
    }

    private static string Address(int port, string host) => $"{{ socket_address: {{ address: '{host}', port_value: {port} }} }}";

    private static void AppendList(StringBuilder text, string name, List<string> items)
    {
        text.AppendLine(items.Count == 0 ? $"  {name}: []" : $"  {name}:");
        foreach (var item in items) text.AppendLine($"  - {item}");
    }
}

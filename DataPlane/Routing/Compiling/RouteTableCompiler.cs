using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.DataPlane.Routing.Mutations;
using ActorMesh.Runtime.Contracts.Envoy.Routes;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Makes a table of a configuration, or says all that is wrong with it.</summary>
internal static class RouteTableCompiler
{
    public static RouteTable Compile(RouteConfiguration configuration, RouteTableOptions options)
    {
        var table = new RouteCompilation(configuration, options);
        table.Filters = table.Try(() => FilterChain.Compile(options.HttpFilters, options, configuration.IgnorePathParametersInPathMatching)) ?? FilterChain.Empty;
        var request = TableMutations(table, "request", configuration.RequestHeadersToAdd, configuration.RequestHeadersToRemove);
        var response = TableMutations(table, "response", configuration.ResponseHeadersToAdd, configuration.ResponseHeadersToRemove);
        table.Try(() => CheckHeaderNames(configuration));
        var hosts = new List<CompiledVirtualHost>();
        var domains = new List<(DomainPattern, CompiledVirtualHost)>();
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < configuration.VirtualHosts.Count; i++)
        {
            var path = ResourcePath.Root.Item("virtual_hosts", i);
            var host = VirtualHostCompiler.Compile(configuration.VirtualHosts[i], i, request, response, table, path);
            hosts.Add(host);
            foreach (var domain in Domains(configuration.VirtualHosts[i], owners, table, path)) domains.Add((domain, host));
        }
        return table.Problems.Count == 0
            ? new RouteTable(configuration, hosts, domains, table.Clusters, table.Filters.All) { Guards = table.Filters.Listener.Guards() }
            : throw new RouteTableException(table.Problems);
    }

    private static HeaderMutations TableMutations(
        RouteCompilation table, string direction,
        IReadOnlyList<Runtime.Contracts.Envoy.Core.HeaderValueOption> add, IReadOnlyList<string> remove) =>
        table.Try(() => MutationCompiler.Compile(add, remove, direction, table.Options.HostName, ResourcePath.Root))
        ?? new HeaderMutations([], []);

    private static RouteConfiguration CheckHeaderNames(RouteConfiguration configuration)
    {
        if (configuration.VhostHeader.Length > 0) HeaderCompiler.Source(configuration.VhostHeader, ResourcePath.Root.Field("vhost_header"));
        for (var i = 0; i < configuration.InternalOnlyHeaders.Count; i++)
            HeaderCompiler.Source(configuration.InternalOnlyHeaders[i], ResourcePath.Root.Item("internal_only_headers", i));
        return configuration;
    }

    private static List<DomainPattern> Domains(
        VirtualHost host, Dictionary<string, string> owners, RouteCompilation table, ResourcePath path)
    {
        var patterns = new List<DomainPattern>();
        if (host.Domains.Count == 0)
            table.Problems.Add(new RouteProblem(path.Field("domains").Text, "is empty; name at least one domain, or * for all"));
        for (var i = 0; i < host.Domains.Count; i++)
        {
            var place = path.Item("domains", i);
            if (DomainPattern.Parse(host.Domains[i]) is not { } pattern)
                table.Problems.Add(new RouteProblem(
                    place.Text, $"\"{host.Domains[i]}\" is not a domain; expected name, *.suffix, prefix.* or *"));
            else if (!owners.TryAdd(pattern.Key, host.Name))
                table.Problems.Add(new RouteProblem(
                    place.Text,
                    $"\"{host.Domains[i]}\" stands in virtual host \"{owners[pattern.Key]}\" already; a domain may stand once in a table"));
            else patterns.Add(pattern);
        }
        return patterns;
    }
}

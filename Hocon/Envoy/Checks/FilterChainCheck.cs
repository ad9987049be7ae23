using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.NetworkFilters;
using ActorMesh.Runtime.Contracts.Envoy.Tcp;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class FilterChainCheck
{
    private static readonly string KindHint =
        "a filter is chosen by the @type of its typed_config: " +
        $"type.googleapis.com/{HttpConnectionManager.Descriptor.FullName} or type.googleapis.com/{TcpProxy.Descriptor.FullName}";

    public static void Run(FilterChain chain, CheckContext context)
    {
        Encryption(chain, context);
        if (!context.Require(chain, FilterChain.FiltersFieldNumber, "add an http_connection_manager or a tcp_proxy")) return;
        foreach (var filter in chain.Filters) Check(filter, context);
        // Whatever stands behind one that ends the chain never sees a byte.
        for (var i = 1; i < chain.Filters.Count; i++)
            if (context.PayloadOf(chain.Filters[i - 1].TypedConfig) is HttpConnectionManager or TcpProxy)
                context.Error(
                    chain, FilterChain.FiltersFieldNumber, i,
                    "the filter before this one ends the chain, so this one would never run",
                    "keep one filter");
        if (context.PayloadOf(chain.Filters[^1].TypedConfig) is RBAC)
            context.Error(chain, FilterChain.FiltersFieldNumber, chain.Filters.Count - 1, "this filter only says who may come in", "end the chain with an http_connection_manager or a tcp_proxy");
    }

    private static void Encryption(FilterChain chain, CheckContext context)
    {
        if (chain.TransportSocket is not { } socket || TransportSocketCheck.Context<DownstreamTlsContext>(socket, context) is not { CommonTlsContext: { } common }) return;
        if (chain.Filters.Count == 0 || context.PayloadOf(chain.Filters[0].TypedConfig) is not HttpConnectionManager || !common.AlpnProtocols.Contains("h2")) return;
        if (common.AlpnProtocols.Count == 1)
            context.Error(common, CommonTlsContext.AlpnProtocolsFieldNumber, 0, "HTTP/2 is not spoken yet", "write alpn_protocols: [http/1.1]");
        else
            context.Warning(common, CommonTlsContext.AlpnProtocolsFieldNumber, "h2 is not offered to clients, since HTTP/2 is not spoken yet");
    }

    private static void Check(Filter filter, CheckContext context)
    {
        context.Require(filter, Filter.NameFieldNumber);
        if (!context.RequireOneOf(filter, Filter.TypedConfigFieldNumber, KindHint)) return;
        if (context.PayloadOf(filter.TypedConfig) is { } payload and not (HttpConnectionManager or TcpProxy or RBAC))
            context.Error(filter, Filter.TypedConfigFieldNumber, $"{Quoted.Of(payload.Descriptor.FullName)} is not a network filter");
    }
}

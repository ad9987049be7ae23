using System.Net;
using System.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Listening;
using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Authorization;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.DataPlane.Routing.Paths;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Tcp;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using CommonOptions = ActorMesh.Runtime.Contracts.Envoy.Core.HttpProtocolOptions;

namespace ActorMesh.DataPlane.Configuration;

/// <summary>Turns an <c>envoy.config.listener.v3.Listener</c> into a <see cref="ListenerPlan"/>. Pure.</summary>
public static class ListenerCompiler
{
    /// <param name="knownClusters">Clusters that inline routes may name; null skips that check.</param>
    /// <param name="serviceCluster">The service that this proxy belongs to (node.cluster); empty when that is not known.</param>
    /// <exception cref="ResourceException">The resource cannot be run; the message says which part and why.</exception>
    public static ListenerPlan Compile(Listener listener, IReadOnlySet<string>? knownClusters, string serviceCluster = "")
    {
        var name = $"listener '{listener.Name}'";
        var socket = listener.Address?.SocketAddress ?? throw new ResourceException(name, "has no socket_address");
        if (!IPAddress.TryParse(socket.Address, out var address)) throw new ResourceException(name, $"address '{socket.Address}' is not an IP address");
        var chains = listener.DefaultFilterChain is { } otherwise ? listener.FilterChains.Append(otherwise).ToList() : [.. listener.FilterChains];
        if (chains.Count == 0) throw new ResourceException(name, "has no filter chain");
        var options = new RouteTableOptions { KnownClusters = knownClusters, ServiceCluster = serviceCluster };
        var plans = new List<ChainPlan>();
        foreach (var (index, chain) in chains.Index())
        {
            // Chains that do the same are one to whoever counts requests: a limit holds for all of them together.
            var twin = chains.Take(index).ToList().FindIndex(earlier => earlier.Filters.Equals(chain.Filters));
            var (http, tcp, guards) = twin >= 0 ? (plans[twin].Http, plans[twin].Tcp, plans[twin].Guards) : Filters(name, chain, options);
            var match = ReferenceEquals(chain, listener.DefaultFilterChain) ? ChainMatch.Otherwise : ChainMatchCompiler.Compile(name, chain.FilterChainMatch);
            plans.Add(new ChainPlan(match, TlsContextCompiler.Server(name, chain.TransportSocket, isHttp: http is not null), Entry(chain), http, tcp) { Guards = guards });
        }

        return new ListenerPlan(listener.Name, new IPEndPoint(address, (int)socket.PortValue), plans) { ReadBytesMax = ReadSize.Of(listener.PerConnectionBufferLimitBytes) };
    }

    /// <summary>All of a chain but what is done with connections once they are let in.</summary>
    private static ByteString Entry(FilterChain chain)
    {
        var entry = chain.Clone();
        entry.Filters.Clear();
        return entry.ToByteString();
    }

    private static (HttpConfiguration? Http, TcpConfiguration? Tcp, ConnectionGuards Guards) Filters(string listener, FilterChain chain, RouteTableOptions options)
    {
        var terminal = chain.Filters.LastOrDefault()?.TypedConfig ?? throw new ResourceException(listener, "its filter chain has no filter");
        if (terminal.TryUnpack(out HttpConnectionManager http)) return (Http(listener, http, options with { HttpFilters = FiltersOf(http) }), null, Guards(listener, chain.Filters));
        if (terminal.TryUnpack(out TcpProxy tcp)) return (null, Tcp(tcp), Guards(listener, chain.Filters));
        throw new ResourceException(listener, $"filter {Any.GetTypeName(terminal.TypeUrl)} is not known; a chain ends in HttpConnectionManager or TcpProxy");
    }

    /// <summary>What stands before the filter that ends the chain.</summary>
    private static ConnectionGuards Guards(string listener, RepeatedField<Filter> filters)
    {
        if (filters.Count < 2) return ConnectionGuards.None;
        try
        {
            return ConnectionGuards.Compile(filters);
        }
        catch (RouteTableException e)
        {
            throw new ResourceException(listener, e.Message, e);
        }
    }

    private static TcpConfiguration Tcp(TcpProxy tcp) => new(
        tcp.StatPrefix,
        tcp.WeightedClusters is { } split ? [.. split.Clusters.Select(cluster => (cluster.Name, cluster.Weight))] : [(tcp.Cluster, 1u)],
        Timeouts.Or(tcp.IdleTimeout, TimeSpan.FromHours(1)),
        Timeouts.Or(tcp.MaxDownstreamConnectionDuration, Timeout.InfiniteTimeSpan),
        (int)(tcp.MaxConnectAttempts ?? 1),
        tcp.HashPolicy.Any(policy => policy.SourceIp is not null));

    private static HttpConfiguration Http(string listener, HttpConnectionManager http, RouteTableOptions options)
    {
        if (http.RouteConfig is null) throw new ResourceException(listener, "has no route_config, and nobody who could be asked for its routes");
        try
        {
            var routes = RouteTable.Compile(http.RouteConfig, options with { RespectsDeadlines = RouterOf(http)?.RespectExpectedRqTimeout ?? false });
            return new HttpConfiguration(http.StatPrefix, Server(http), Connection(http), routes) { Access = AccessConfigurations.Of(http) };
        }
        catch (RouteTableException e)
        {
            throw new ResourceException(listener, e.Message, e);
        }
    }

    private static Router? RouterOf(HttpConnectionManager http) =>
        http.HttpFilters.LastOrDefault()?.TypedConfig is { } last && last.TryUnpack(out Router router) ? router : null;

    private static IReadOnlyList<HttpFilter> FiltersOf(HttpConnectionManager http) =>
        [.. http.HttpFilters.Where(filter => filter.TypedConfig?.Is(Router.Descriptor) != true)];

    private static ServerSettings Server(HttpConnectionManager http)
    {
        var common = http.CommonHttpProtocolOptions ?? new CommonOptions();
        return ServerSettings.Default with
        {
            Limits = HeadLimits.Of(http.MaxRequestHeadersKb, common.MaxHeadersCount) with { AllowHttp10 = http.HttpProtocolOptions?.AcceptHttp10 ?? false },
            HeadTimeout = Timeouts.Or(http.RequestHeadersTimeout, ServerSettings.Default.HeadTimeout),
            IdleTimeout = Timeouts.Or(common.IdleTimeout, ServerSettings.Default.IdleTimeout),
            CloseDelay = http.DelayedCloseTimeout?.ToTimeSpan() ?? ServerSettings.Default.CloseDelay,
            RequestsPerConnectionMax = (int)(common.MaxRequestsPerConnection ?? 0),
            EnableTrailers = http.HttpProtocolOptions?.EnableTrailers ?? false,
            ConnectionDurationMax = Timeouts.Or(common.MaxConnectionDuration, Timeout.InfiniteTimeSpan),
            DrainTimeout = http.DrainTimeout?.ToTimeSpan() ?? ServerSettings.Default.DrainTimeout,
        };
    }

    private static ClientCertificateForwarding ClientCertificate(HttpConnectionManager http) => new((ForwardingMode)http.ForwardClientCertDetails)
    {
        Subject = http.SetCurrentClientCertDetails?.Subject ?? false,
        Certificate = http.SetCurrentClientCertDetails?.Cert ?? false,
        Chain = http.SetCurrentClientCertDetails?.Chain ?? false,
        DnsNames = http.SetCurrentClientCertDetails?.Dns ?? false,
        Uris = http.SetCurrentClientCertDetails?.Uri ?? false,
    };

    private static HttpConnectionSettings Connection(HttpConnectionManager http)
    {
        var defaults = new HttpConnectionSettings();
        var common = http.CommonHttpProtocolOptions ?? new CommonOptions();
        return defaults with
        {
            ServerName = http.ServerName.Length > 0 ? Encoding.ASCII.GetBytes(http.ServerName) : defaults.ServerName,
            ServerHeader = (ServerHeader)http.ServerHeaderTransformation,
            UseRemoteAddress = http.UseRemoteAddress ?? false,
            TrustedHops = (int)http.XffNumTrustedHops,
            SkipForwardedForAppend = http.SkipXffAppend,
            Via = Encoding.ASCII.GetBytes(http.Via),
            GenerateRequestId = http.GenerateRequestId ?? true,
            PreserveExternalRequestId = http.PreserveExternalRequestId,
            Paths = PathNormaliser.Of(http, AccessConfigurations.DependOnPath(http)),
            DefaultHost = Encoding.ASCII.GetBytes(http.HttpProtocolOptions?.DefaultHostForHttp10 ?? ""),
            EnableTrailers = http.HttpProtocolOptions?.EnableTrailers ?? false,
            HostPortStripping = http.StripAnyHostPort ? HostPortStripping.Any : http.StripMatchingHostPort ? HostPortStripping.Matching : HostPortStripping.None,
            UnderscoreHeaders = (UnderscoreHeaders)common.HeadersWithUnderscoresAction,
            StreamIdleTimeout = Timeouts.Or(http.StreamIdleTimeout, defaults.StreamIdleTimeout),
            RequestTimeout = Timeouts.Or(http.RequestTimeout, Timeout.InfiniteTimeSpan),
            StreamDurationMax = Timeouts.Or(common.MaxStreamDuration, Timeout.InfiniteTimeSpan),
            ClientCertificate = ClientCertificate(http),
            SuppressEnvoyHeaders = RouterOf(http)?.SuppressEnvoyHeaders ?? false,
            Upgrades = http.UpgradeConfigs.ToDictionary(upgrade => upgrade.UpgradeType, upgrade => upgrade.Enabled ?? true, StringComparer.OrdinalIgnoreCase),
        };
    }
}

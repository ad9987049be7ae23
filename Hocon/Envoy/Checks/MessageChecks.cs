using ActorMesh.Runtime.Contracts.Envoy.Authorization;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Endpoints;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Matching;
using ActorMesh.Runtime.Contracts.Envoy.Primitives;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using ActorMesh.Runtime.Contracts.Envoy.Tcp;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using NetworkRbac = ActorMesh.Runtime.Contracts.Envoy.NetworkFilters.RBAC;
using UpstreamOptions = ActorMesh.Runtime.Contracts.Envoy.UpstreamHttp.HttpProtocolOptions;

namespace ActorMesh.Hocon.Envoy.Checks;

/// <summary>Which check looks at which message, wherever in the document the message stands.</summary>
internal static class MessageChecks
{
    private static readonly Dictionary<MessageDescriptor, Action<IMessage, CheckContext>> Checks = new()
    {
        [Bootstrap.Descriptor] = Of<Bootstrap>(BootstrapCheck.Run),
        [Address.Descriptor] = Of<Address>(AddressCheck.Run),
        [SocketAddress.Descriptor] = Of<SocketAddress>(AddressCheck.Run),
        [ConfigSource.Descriptor] = Of<ConfigSource>(ConfigSourceCheck.Run),
        [ApiConfigSource.Descriptor] = Of<ApiConfigSource>(ConfigSourceCheck.Run),
        [HeaderValueOption.Descriptor] = Of<HeaderValueOption>(HeaderMutationCheck.Run),
        [DataSource.Descriptor] = Of<DataSource>(DataSourceCheck.Run),
        [Percent.Descriptor] = Of<Percent>(PercentCheck.Run),
        [FractionalPercent.Descriptor] = Of<FractionalPercent>(PercentCheck.Run),
        [RuntimeFractionalPercent.Descriptor] = Of<RuntimeFractionalPercent>(PercentCheck.Run),
        [RegexMatcher.Descriptor] = Of<RegexMatcher>(RegexCheck.Run),
        [RegexMatchAndSubstitute.Descriptor] = Of<RegexMatchAndSubstitute>(RegexCheck.Run),
        [StringMatcher.Descriptor] = Of<StringMatcher>(StringMatcherCheck.Run),
        [Listener.Descriptor] = Of<Listener>(ListenerCheck.Run),
        [FilterChainMatch.Descriptor] = Of<FilterChainMatch>(FilterChainMatchCheck.Run),
        [FilterChain.Descriptor] = Of<FilterChain>(FilterChainCheck.Run),
        [HttpConnectionManager.Descriptor] = Of<HttpConnectionManager>(HttpConnectionManagerCheck.Run),
        [TcpProxy.Descriptor] = Of<TcpProxy>(TcpProxyCheck.Run),
        [RouteConfiguration.Descriptor] = Of<RouteConfiguration>(RouteConfigurationCheck.Run),
        [VirtualHost.Descriptor] = Of<VirtualHost>(VirtualHostCheck.Run),
        [Route.Descriptor] = Of<Route>(RouteCheck.Run),
        [RouteMatch.Descriptor] = Of<RouteMatch>(RouteMatchCheck.Run),
        [HeaderMatcher.Descriptor] = Of<HeaderMatcher>(HeaderMatcherCheck.Run),
        [QueryParameterMatcher.Descriptor] = Of<QueryParameterMatcher>(NamedMatcherCheck.Run),
        [CookieMatcher.Descriptor] = Of<CookieMatcher>(NamedMatcherCheck.Run),
        [RouteAction.Descriptor] = Of<RouteAction>(RouteActionCheck.Run),
        [RouteAction.Types.HashPolicy.Descriptor] = Of<RouteAction.Types.HashPolicy>(HashPolicyCheck.Run),
        [RouteAction.Types.RequestMirrorPolicy.Descriptor] = Of<RouteAction.Types.RequestMirrorPolicy>(MirrorPolicyCheck.Run),
        [WeightedCluster.Descriptor] = Of<WeightedCluster>(WeightedClusterCheck.Run),
        [RedirectAction.Descriptor] = Of<RedirectAction>(RedirectActionCheck.Run),
        [DirectResponseAction.Descriptor] = Of<DirectResponseAction>(DirectResponseCheck.Run),
        [Cluster.Descriptor] = Of<Cluster>(ClusterCheck.Run),
        [Cluster.Types.RefreshRate.Descriptor] = Of<Cluster.Types.RefreshRate>(ClusterCheck.Run),
        [ClusterLoadAssignment.Descriptor] = Of<ClusterLoadAssignment>(LoadAssignmentCheck.Run),
        [NetworkRbac.Descriptor] = Of<NetworkRbac>(AuthorizationCheck.Run),
        [Policy.Descriptor] = Of<Policy>(AuthorizationCheck.Run),
        [Permission.Descriptor] = Of<Permission>(AuthorizationCheck.Run),
        [Permission.Types.Set.Descriptor] = Of<Permission.Types.Set>(AuthorizationCheck.Run),
        [Principal.Descriptor] = Of<Principal>(AuthorizationCheck.Run),
        [Principal.Types.Set.Descriptor] = Of<Principal.Types.Set>(AuthorizationCheck.Run),
        [PathMatcher.Descriptor] = Of<PathMatcher>(AuthorizationCheck.Run),
        [CidrRange.Descriptor] = Of<CidrRange>(AuthorizationCheck.Run),
        [TcpKeepalive.Descriptor] = Of<TcpKeepalive>(TcpKeepaliveCheck.Run),
        [TransportSocket.Descriptor] = Of<TransportSocket>(TransportSocketCheck.Run),
        [DownstreamTlsContext.Descriptor] = Of<DownstreamTlsContext>(DownstreamTlsCheck.Run),
        [UpstreamTlsContext.Descriptor] = Of<UpstreamTlsContext>(UpstreamTlsCheck.Run),
        [CommonTlsContext.Descriptor] = Of<CommonTlsContext>(CommonTlsCheck.Run),
        [TlsParameters.Descriptor] = Of<TlsParameters>(TlsParametersCheck.Run),
        [TlsCertificate.Descriptor] = Of<TlsCertificate>(TlsCertificateCheck.Run),
        [CertificateValidationContext.Descriptor] = Of<CertificateValidationContext>(PeerValidationCheck.Run),
        [SubjectAltNameMatcher.Descriptor] = Of<SubjectAltNameMatcher>(SubjectNameCheck.Run),
        [SdsSecretConfig.Descriptor] = Of<SdsSecretConfig>(SecretCheck.Run),
        [Secret.Descriptor] = Of<Secret>(SecretCheck.Run),
        [WatchedDirectory.Descriptor] = Of<WatchedDirectory>(TlsCertificateCheck.Run),
        [UpstreamOptions.Descriptor] = Of<UpstreamOptions>(UpstreamProtocolCheck.Run),
        [HttpProtocolOptions.Descriptor] = Of<HttpProtocolOptions>(UpstreamProtocolCheck.Run),
    };

    public static void Run(CheckContext context)
    {
        foreach (var message in context.All<IMessage>())
            if (Checks.TryGetValue(message.Descriptor, out var check)) check(message, context);
    }

    private static Action<IMessage, CheckContext> Of<T>(Action<T, CheckContext> check)
        where T : IMessage => (message, context) => check((T)message, context);
}

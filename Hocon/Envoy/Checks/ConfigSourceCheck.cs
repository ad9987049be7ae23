using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ApiType = ActorMesh.Runtime.Contracts.Envoy.Core.ApiConfigSource.Types.ApiType;

namespace ActorMesh.Hocon.Envoy.Checks;

/// <summary>Where resources may come from: the one control plane of the file, over one stream for all types.</summary>
internal static class ConfigSourceCheck
{
    private const string Use = "use ads: {}, with dynamic_resources.ads_config saying where the control plane is";

    public static void Run(ConfigSource source, CheckContext context)
    {
        if (!context.RequireOneOf(source, ConfigSource.AdsFieldNumber, Use)) return;
        if (source.ResourceApiVersion == ApiVersion.V2)
            context.Error(source, ConfigSource.ResourceApiVersionFieldNumber, "V2 is no more", "use V3");
        // A resource by itself came from a control plane; a file has to name one.
        if (source.ConfigSourceSpecifierCase != ConfigSource.ConfigSourceSpecifierOneofCase.ApiConfigSource
            && context.All<Bootstrap>().FirstOrDefault() is { } bootstrap && ControlPlaneCluster.NameIn(bootstrap) is null)
            context.Error(source, (int)source.ConfigSourceSpecifierCase, "there is no control plane to be asked", "say where it is in dynamic_resources.ads_config");
    }

    public static void Run(ApiConfigSource api, CheckContext context)
    {
        if (context.All<Bootstrap>().FirstOrDefault() is not { } bootstrap) return;
        var isAds = ReferenceEquals(bootstrap.DynamicResources?.AdsConfig, api);
        if (api.ApiType == ApiType.Rest)
            context.Error(api, ApiConfigSource.ApiTypeFieldNumber, "REST is not spoken: changes would have to be asked for again and again", Use);
        else if (!isAds && api.ApiType is not (ApiType.AggregatedGrpc or ApiType.AggregatedDeltaGrpc))
            context.Error(api, ApiConfigSource.ApiTypeFieldNumber, "a stream for one type of resources alone is not opened", Use);
        if (api.TransportApiVersion != ApiVersion.V3)
            context.Error(api, ApiConfigSource.TransportApiVersionFieldNumber, "must be V3", "write transport_api_version: V3");
        if (api.GrpcServices is not [{ } service])
        {
            context.Error(api, ApiConfigSource.GrpcServicesFieldNumber, $"one control plane is followed, and here are {api.GrpcServices.Count}", "name one cluster; its endpoints are its servers");
            return;
        }
        if (!context.RequireOneOf(service, GrpcService.EnvoyGrpcFieldNumber, "name a cluster of static_resources in envoy_grpc.cluster_name")) return;
        if (!context.Require(service.EnvoyGrpc, GrpcService.Types.EnvoyGrpc.ClusterNameFieldNumber)) return;
        var (name, first) = (service.EnvoyGrpc.ClusterName, ControlPlaneCluster.NameIn(bootstrap));
        if (name != first)
            context.Error(
                service.EnvoyGrpc, GrpcService.Types.EnvoyGrpc.ClusterNameFieldNumber,
                $"one control plane is followed, and {Reading.Quoted.Of(first!)} is one already", Use);
    }
}

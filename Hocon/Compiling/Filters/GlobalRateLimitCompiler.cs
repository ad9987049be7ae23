using ActorMesh.Runtime.Contracts;
using ActorMesh.Hocon.Compiling.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.RateLimits;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Google.Protobuf.WellKnownTypes;
using ActionKinds = ActorMesh.Runtime.Contracts.Envoy.Routes.RateLimit.Types.Action.Types;
using LimitAction = ActorMesh.Runtime.Contracts.Envoy.Routes.RateLimit.Types.Action;
using MeshLimit = ActorMesh.Hocon.Mesh.Policies.GlobalRateLimit;
using PerRoute = ActorMesh.Runtime.Contracts.Envoy.HttpFilters.RateLimitPerRoute;
using XdsFilter = ActorMesh.Runtime.Contracts.Envoy.HttpFilters.RateLimit;

namespace ActorMesh.Hocon.Compiling.Filters;

/// <summary>Compiles limits of the whole mesh. How many are allowed is the coordinator's to know, so for Envoy it is metadata.</summary>
internal static class GlobalRateLimitCompiler
{
    public static XdsFilter Filter(Workload workload, MeshLimit limit) => new()
    {
        Domain = limit.Domain.Value,
        FailureModeDeny = limit.OnError.Value == "deny",
        EnableXRatelimitHeaders = XRateLimitHeadersRFCVersion.DraftVersion03,
        RateLimitService = new RateLimitServiceConfig
        {
            GrpcService = new GrpcService { EnvoyGrpc = new GrpcService.Types.EnvoyGrpc { ClusterName = OwnClusters.RateLimiter(workload) } },
            TransportApiVersion = ApiVersion.V3,
        },
    };

    /// <summary>For a route whose limit differs from that of its service.</summary>
    public static PerRoute Override(MeshLimit limit) => new() { Domain = limit.Domain.Value };

    public static void Apply(RouteAction action, Metadata metadata, MeshLimit? limit)
    {
        if (limit is null) return;
        var key = limit.Key.Value;
        action.RateLimits.Add(LimitKey.Of(key)?.Descriptor() ?? Everybody());
        metadata.Add(
            MeshMetadata.RateLimit,
            ("domain", Value.ForString(limit.Domain.Value)),
            ("key", Value.ForString(key)),
            ("on-error", Value.ForString(limit.OnError.Value)),
            ("rate", Value.ForNumber(limit.Rate.Value)),
            ("burst", Value.ForNumber(limit.Burst.Value)));
    }

    private static RateLimit Everybody() =>
        new() { Actions = { new LimitAction { GenericKey = new ActionKinds.GenericKey { DescriptorValue = GlobalRateLimitNames.EverybodyValue } } } };
}

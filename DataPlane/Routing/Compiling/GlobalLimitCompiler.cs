using ActorMesh.DataPlane.Routing.Filters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using ActorMesh.Runtime.Contracts.Envoy.Primitives;
using ActorMesh.Runtime.Contracts.Envoy.RateLimits;
using XdsGlobalLimit = ActorMesh.Runtime.Contracts.Envoy.HttpFilters.RateLimit;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Compiles limits of the whole mesh. It is always the control plane of this sidecar that is asked.</summary>
internal static class GlobalLimitCompiler
{
    /// <summary>Stands for the control plane where a cluster is named.</summary>
    private const string ControlPlane = "rate-limiter";

    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(10);

    public static GlobalLimitSettings Compile(XdsGlobalLimit source, ResourcePath path)
    {
        if (source.Domain.Length == 0) throw path.Field("domain").Refuse("is missing: limits are found by it");
        if (source.RateLimitService is { } service) Check(service, path.Field("rate_limit_service"));
        var defaults = new GlobalLimitSettings();
        return defaults with
        {
            Domain = source.Domain,
            DeniesOnError = source.FailureModeDeny,
            TellsLimits = source.EnableXRatelimitHeaders == XRateLimitHeadersRFCVersion.DraftVersion03,
            MarksRefusals = !source.DisableXEnvoyRatelimitedHeader,
            Status = Status(source.RateLimitedStatus, defaults.Status, path.Field("rate_limited_status")),
            StatusOnError = Status(source.StatusOnError, defaults.StatusOnError, path.Field("status_on_error")),
            WaitMax = source.Timeout?.ToTimeSpan() is { } wait
                ? wait >= TimeSpan.Zero && wait <= WaitLimit ? wait : throw path.Field("timeout").Refuse($"{wait.TotalSeconds} s; expected 0 to {WaitLimit.TotalSeconds} s")
                : defaults.WaitMax,
        };
    }

    /// <param name="own">What a route says instead.</param>
    public static GlobalLimitSettings Compile(XdsGlobalLimit source, RateLimitPerRoute own, RouteTableOptions options, ResourcePath path)
    {
        var settings = Compile(source, path);
        return settings with
        {
            Domain = own.Domain.Length > 0 ? own.Domain : settings.Domain,
            Counted = own.RateLimits.Count == 0
                ? null
                : [.. own.RateLimits.Select((limit, i) => DescriptorCompiler.Compile(limit, options, path.Item("rate_limits", i)))],
        };
    }

    private static void Check(RateLimitServiceConfig service, ResourcePath path)
    {
        if (service.TransportApiVersion == ApiVersion.V2) throw path.Field("transport_api_version").Refuse("V2 is not spoken; write V3");
        if (service.GrpcService?.EnvoyGrpc is { ClusterName: not ControlPlane } other)
            throw path.Field("grpc_service").Field("envoy_grpc").Field("cluster_name").Refuse(
                $"'{other.ClusterName}' is not asked: the limits of a mesh are those of its control plane; name '{ControlPlane}', and write the limits in the mesh");
    }

    // A success would tell the client that the request was carried out.
    private static int Status(HttpStatus? source, int otherwise, ResourcePath path)
    {
        var status = source is { } asked ? (int)asked.Code : otherwise;
        if (status > 599) throw path.Refuse($"{status} is not a status; expected 400..599");
        return status < 400 ? otherwise : status;
    }
}

using ActorMesh.Runtime.Contracts.Envoy.Core;
using UpstreamOptions = ActorMesh.Runtime.Contracts.Envoy.UpstreamHttp.HttpProtocolOptions;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class UpstreamProtocolCheck
{
    public static void Run(UpstreamOptions options, CheckContext context)
    {
        context.RequireOneOf(
            options, UpstreamOptions.ExplicitHttpConfigFieldNumber,
            "write explicit_http_config: { http_protocol_options: {} }");
        if (options.ExplicitHttpConfig is { } config)
            context.RequireOneOf(
                config, UpstreamOptions.Types.ExplicitHttpConfig.HttpProtocolOptionsFieldNumber,
                "write http_protocol_options: {} for HTTP/1.1");
    }

    public static void Run(HttpProtocolOptions options, CheckContext context)
    {
        if (options.MaxHeadersCount == 0)
            context.Error(options, HttpProtocolOptions.MaxHeadersCountFieldNumber, "must be at least 1");
    }
}

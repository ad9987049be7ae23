using ActorMesh.Runtime.Contracts.Envoy.Core;
using UpstreamOptions = ActorMesh.Runtime.Contracts.Envoy.UpstreamHttp.HttpProtocolOptions;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class UpstreamProtocolCheck
{
    /// <summary>Of max_request_headers_kb and max_response_headers_kb alike, as in Envoy.</summary>
    public const uint HeadersKibMax = 8192;

    public static void Run(UpstreamOptions options, CheckContext context)
    {
        context.RequireOneOf(
            options, UpstreamOptions.ExplicitHttpConfigFieldNumber,
            "write explicit_http_config: { http_protocol_options: {} }");
        if (options.CommonHttpProtocolOptions is { HeadersWithUnderscoresAction: not HttpProtocolOptions.Types.HeadersWithUnderscoresAction.Allow } common)
            context.Unread(
                common, HttpProtocolOptions.HeadersWithUnderscoresActionFieldNumber,
                "answers are not looked at for underscores, only requests",
                ListenerHint("common_http_protocol_options"));
        if (options.ExplicitHttpConfig is { } config)
        {
            context.RequireOneOf(
                config, UpstreamOptions.Types.ExplicitHttpConfig.HttpProtocolOptionsFieldNumber,
                "write http_protocol_options: {} for HTTP/1.1");
            if (config.HttpProtocolOptions is { } http1) Check(http1, context);
        }
    }

    public static void Run(HttpProtocolOptions options, CheckContext context)
    {
        if (options.MaxHeadersCount == 0)
            context.Error(options, HttpProtocolOptions.MaxHeadersCountFieldNumber, "must be at least 1");
        context.UpTo(options, HttpProtocolOptions.MaxResponseHeadersKbFieldNumber, options.MaxResponseHeadersKb, HeadersKibMax);
    }

    private static void Check(Http1ProtocolOptions options, CheckContext context)
    {
        if (options.AcceptHttp10)
            context.Unread(
                options, Http1ProtocolOptions.AcceptHttp10FieldNumber,
                "is about requests that come in; an endpoint may answer with HTTP/1.0 at any time",
                ListenerHint("http_protocol_options"));
        if (options.DefaultHostForHttp10.Length > 0)
            context.Unread(
                options, Http1ProtocolOptions.DefaultHostForHttp10FieldNumber,
                "is about requests that come in",
                ListenerHint("http_protocol_options"));
        if (!options.EnableTrailers && context.Mentions(options, Http1ProtocolOptions.EnableTrailersFieldNumber))
            context.Unread(
                options, Http1ProtocolOptions.EnableTrailersFieldNumber,
                "trailers pass to and from endpoints wherever the listener lets them",
                ListenerHint("http_protocol_options"));
    }

    private static string ListenerHint(string field) => $"set it in {field} of the HttpConnectionManager";
}

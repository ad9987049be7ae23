using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Observability;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Compiling.Listeners;

/// <summary>Compiles the line that each request leaves on standard output.</summary>
internal static class AccessLogCompiler
{
    private const string Line =
        "[%START_TIME%] \"%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%\" %RESPONSE_CODE% %RESPONSE_FLAGS% " +
        "%BYTES_RECEIVED% %BYTES_SENT% %DURATION% %ROUTE_NAME% %UPSTREAM_CLUSTER% %UPSTREAM_HOST% %REQ(X-REQUEST-ID)%\n";

    private static readonly (string Key, string Value)[] Fields =
    [
        ("time", "%START_TIME%"),
        ("method", "%REQ(:METHOD)%"),
        ("path", "%REQ(X-ENVOY-ORIGINAL-PATH?:PATH)%"),
        ("host", "%REQ(:AUTHORITY)%"),
        ("protocol", "%PROTOCOL%"),
        ("status", "%RESPONSE_CODE%"),
        ("flags", "%RESPONSE_FLAGS%"),
        ("details", "%RESPONSE_CODE_DETAILS%"),
        ("bytes_received", "%BYTES_RECEIVED%"),
        ("bytes_sent", "%BYTES_SENT%"),
        ("duration_ms", "%DURATION%"),
        ("route", "%ROUTE_NAME%"),
        ("cluster", "%UPSTREAM_CLUSTER%"),
        ("endpoint", "%UPSTREAM_HOST%"),
        ("attempts", "%UPSTREAM_REQUEST_ATTEMPT_COUNT%"),
        ("caller", "%DOWNSTREAM_PEER_URI_SAN%"),
        ("request_id", "%REQ(X-REQUEST-ID)%"),
        ("trace_id", "%TRACE_ID%"),
    ];

    // Packed once: it is the same in every listener of every workload.
    private static readonly Any Json = Any.Pack(new StdoutAccessLog { LogFormat = new SubstitutionFormatString { JsonFormat = AllFields() } });
    private static readonly Any Text = Any.Pack(new StdoutAccessLog { LogFormat = new SubstitutionFormatString { TextFormat = Line } });

    public static IEnumerable<AccessLog> Compile(AccessLogPolicy? policy)
    {
        if (policy is null or { Sample.Value: 0 }) yield break;
        var log = new AccessLog { Name = "envoy.access_loggers.stdout", TypedConfig = policy.Format.Value == "text" ? Text : Json };
        if (policy.Sample.Value < 1)
            log.Filter = new AccessLogFilter
            {
                RuntimeFilter = new RuntimeFilter { RuntimeKey = "access_log.sample", PercentSampled = Fractions.Of(policy.Sample.Value) },
            };
        yield return log;
    }

    private static Struct AllFields()
    {
        var json = new Struct();
        foreach (var (key, value) in Fields) json.Fields[key] = Value.ForString(value);
        return json;
    }
}

using ActorMesh.DataPlane.Resilience.Limiting;
using ActorMesh.DataPlane.Routing;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Time;
using Google.Protobuf;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Filters;

/// <summary>A coordinator in the hand of a test: leased buckets whose asks are answered when it says so.</summary>
internal sealed class GlobalLimits
{
    public const string Counted = "\"rate_limits\":[{\"actions\":[{\"generic_key\":{\"descriptor_value\":\"all\"}}]}]";

    private readonly Queue<(LeasedBucket Bucket, LeaseRequest Request)> _asks = [];

    public GlobalLimits(TimeProvider clock, LeasedBuckets? buckets = null)
    {
        Buckets = buckets ?? new LeasedBuckets(clock);
        Buckets.Link(bucket => _asks.Enqueue((bucket, bucket.Ask(clock.Now))));
    }

    public LeasedBuckets Buckets { get; }

    public int Asks => _asks.Count;

    public static string Filter(string fields = "") =>
        $$"""{"@type":"type.googleapis.com/envoy.extensions.filters.http.ratelimit.v3.RateLimit","domain":"d","enable_x_ratelimit_headers":"DRAFT_VERSION_03"{{(fields.Length > 0 ? "," : "")}}{{fields}}}""";

    public static RouteTableOptions Options(string fields = "") => new()
    {
        HttpFilters = [new JsonParser(new JsonParser.Settings(100, ExtensionTypes.Registry)).Parse<HttpFilter>($$"""{"name":"limit","typed_config":{{Filter(fields)}}}""")],
    };

    /// <summary>Answers the oldest ask.</summary>
    public LeaseName Answer(TimeProvider clock, LeaseAnswerKind kind, int tokens = 0, double retryAfter = 0)
    {
        var (bucket, request) = _asks.Dequeue();
        bucket.Hear(
            new LeaseReply(kind, request.Number, new LeaseTerm(1, 1), request.Number, tokens, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(retryAfter))
            {
                Rate = 10, Burst = 20, Remaining = 3, UntilFull = TimeSpan.FromSeconds(1.5),
            },
            clock.Now);
        return bucket.Name;
    }
}

using ActorMesh.DataPlane.Resilience.Limiting;
using ActorMesh.DataPlane.Routing.Filters;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.DataPlane.Routing.Mutations;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using ActorMesh.Runtime.Contracts.Envoy.RateLimits;
using Google.Protobuf.Collections;
using XdsBucket = ActorMesh.Runtime.Contracts.Envoy.Primitives.TokenBucket;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Compiles a local rate limit.</summary>
internal static class RateLimitCompiler
{
    private const int StatusDefault = 429;
    private const int BucketsDefault = 20;
    private const int BucketsMax = 1_000_000;

    private static readonly TimeSpan ShortestFill = TimeSpan.FromMilliseconds(50);

    public static LimitSettings Compile(LocalRateLimit source, RouteTableOptions options, ResourcePath path)
    {
        if (source.StatPrefix.Length == 0) throw path.Field("stat_prefix").Refuse("is missing: the limit's statistics begin with it");
        if (source.Descriptors.Count > 0 && source.TokenBucket is null)
            throw path.Field("token_bucket").Refuse("is missing: requests that fit no descriptor need one");
        if (source.Descriptors.Count > 0 && source.RateLimits.Count == 0)
            throw path.Field("rate_limits").Refuse("is missing: without them no request has a descriptor; those of routes are for other limits");
        var buckets = source.MaxDynamicDescriptors ?? BucketsDefault;
        if (buckets is < 1 or > BucketsMax) throw path.Field("max_dynamic_descriptors").Refuse($"{buckets} is not a number of buckets; expected 1..{BucketsMax}");
        return new LimitSettings
        {
            StatPrefix = source.StatPrefix,
            Status = Status(source, path),
            Default = source.TokenBucket is { } bucket ? Bucket(bucket, path.Field("token_bucket")) : null,
            Enabled = Share(source.FilterEnabled, path.Field("filter_enabled")),
            Enforced = Share(source.FilterEnforced, path.Field("filter_enforced")),
            Recipes = [.. source.RateLimits.Select((limit, i) => DescriptorCompiler.Compile(limit, options, path.Item("rate_limits", i)))],
            Rules = [.. source.Descriptors.Select((descriptor, i) => Rule(descriptor, (int)buckets, path.Item("descriptors", i)))],
            AlwaysTakesDefault = source.AlwaysConsumeDefaultTokenBucket ?? true,
            TellsLimits = source.EnableXRatelimitHeaders == XRateLimitHeadersRFCVersion.DraftVersion03,
            AnswerHeaders = AnswerHeaders(source.ResponseHeadersToAdd, options, path),
        };
    }

    // A success would tell the client that the request was carried out.
    private static int Status(LocalRateLimit source, ResourcePath path)
    {
        var status = source.Status is { } asked ? (int)asked.Code : StatusDefault;
        if (status > 599) throw path.Field("status").Refuse($"{status} is not a status; expected 400..599");
        return status < 400 ? StatusDefault : status;
    }

    private static LimitRule Rule(LocalRateLimitDescriptor source, int bucketsMax, ResourcePath path)
    {
        if (source.Entries.Count == 0) throw path.Field("entries").Refuse("is empty; name at least one key");
        for (var i = 0; i < source.Entries.Count; i++)
            if (source.Entries[i].Key.Length == 0) throw path.Item("entries", i).Field("key").Refuse("is missing");
        var bucket = source.TokenBucket ?? throw path.Field("token_bucket").Refuse("is missing");
        return new LimitRule([.. source.Entries.Select(entry => (entry.Key, entry.Value))], Bucket(bucket, path.Field("token_bucket")), bucketsMax, source.ShadowMode);
    }

    private static BucketSettings Bucket(XdsBucket source, ResourcePath path)
    {
        var interval = (source.FillInterval ?? throw path.Field("fill_interval").Refuse("is missing")).ToTimeSpan();
        if (interval < ShortestFill)
            throw path.Field("fill_interval").Refuse($"{interval.TotalMilliseconds} ms is too short; at least {ShortestFill.TotalMilliseconds} ms, and more tokens_per_fill");
        if (source.MaxTokens == 0) throw path.Field("max_tokens").Refuse("0 lets nothing pass; give at least 1");
        if (source.TokensPerFill == 0) throw path.Field("tokens_per_fill").Refuse("0 never fills the bucket again; give at least 1");
        try
        {
            return new BucketSettings(source.MaxTokens, source.TokensPerFill ?? 1, interval);
        }
        catch (ArgumentException wrong)
        {
            throw path.Refuse(wrong.Message);
        }
    }

    private static Fraction Share(RuntimeFractionalPercent? source, ResourcePath path) =>
        source is null ? new Fraction(0, 100) : RouteCompilation.Fraction(source, path);

    private static HeaderMutations? AnswerHeaders(RepeatedField<HeaderValueOption> source, RouteTableOptions options, ResourcePath path) =>
        source.Count == 0 ? null : MutationCompiler.Compile(source, [], "response", options.HostName, path);
}

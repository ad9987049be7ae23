using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Primitives;
using ActorMesh.Runtime.Contracts.Envoy.RateLimits;
using Google.Protobuf.WellKnownTypes;
using MeshLimit = ActorMesh.Hocon.Mesh.Policies.LocalRateLimit;
using XdsLimit = ActorMesh.Runtime.Contracts.Envoy.HttpFilters.LocalRateLimit;

namespace ActorMesh.Hocon.Compiling.Filters;

/// <summary>Compiles the token buckets of one sidecar.</summary>
internal static class LocalRateLimitCompiler
{
    private const uint BucketsMax = 10_000;

    private static readonly TimeSpan ShortestFill = TimeSpan.FromMilliseconds(50);
    private static readonly double[] Periods = [1, 10, 60, 3600];

    /// <param name="limit">Null: a filter that counts nothing, for routes that have limits of their own.</param>
    public static XdsLimit Compile(MeshLimit? limit)
    {
        var compiled = new XdsLimit { StatPrefix = "inbound" };
        if (limit is null) return compiled;
        compiled.TokenBucket = Bucket(limit);
        compiled.FilterEnabled = Fractions.Runtime(1);
        compiled.FilterEnforced = Fractions.Runtime(limit.Mode.Value == "observe" ? 0 : 1);
        if (limit.Headers.Value == "x-ratelimit") compiled.EnableXRatelimitHeaders = XRateLimitHeadersRFCVersion.DraftVersion03;
        if (LimitKey.Of(limit.Key.Value) is not { } key) return compiled;
        compiled.RateLimits.Add(key.Descriptor());
        compiled.Descriptors.Add(new LocalRateLimitDescriptor
        {
            Entries = { new RateLimitDescriptor.Types.Entry { Key = key.Entry } },
            TokenBucket = Bucket(limit),
        });
        // The bucket of all is for those who have no key.
        compiled.AlwaysConsumeDefaultTokenBucket = false;
        compiled.MaxDynamicDescriptors = BucketsMax;
        return compiled;
    }

    private static TokenBucket Bucket(MeshLimit limit)
    {
        var (tokens, interval) = Fill(limit.Rate.Value);
        // Not more at once than the bucket holds, for those who fill it in steps.
        while (tokens > limit.Burst.Value && tokens % 10 == 0 && interval / 10 >= ShortestFill) (tokens, interval) = (tokens / 10, interval / 10);
        return new TokenBucket { MaxTokens = (uint)limit.Burst.Value, TokensPerFill = tokens, FillInterval = Duration.FromTimeSpan(interval) };
    }

    /// <summary>A rate as whole tokens in a whole period, or as one token in an odd one.</summary>
    private static (uint Tokens, TimeSpan Interval) Fill(double perSecond)
    {
        foreach (var period in Periods)
        {
            var tokens = perSecond * period;
            if (tokens >= 1 && Math.Abs(tokens - Math.Round(tokens)) < 1e-6) return ((uint)Math.Round(tokens), TimeSpan.FromSeconds(period));
        }
        return perSecond >= 1 ? ((uint)Math.Round(perSecond), TimeSpan.FromSeconds(1)) : (1, TimeSpan.FromMilliseconds(Math.Round(1000 / perSecond)));
    }
}

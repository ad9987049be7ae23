using System.Collections.Frozen;
using System.Text;
using ActorMesh.DataPlane.Resilience.Budgets;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.DataPlane.Routing.Retrying;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Retrying;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Google.Protobuf.WellKnownTypes;
using Policy = ActorMesh.DataPlane.Routing.Retrying.RetryPolicy;
using Source = ActorMesh.Runtime.Contracts.Envoy.Routes.RetryPolicy;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Compiles how the requests of a route are tried again and hedged. A policy of the route replaces that of its virtual host whole.</summary>
internal static class RetryCompiler
{
    private static readonly TimeSpan RateLimitedMaxDefault = TimeSpan.FromSeconds(300);

    public static Policy Compile(RouteAction action, RouteLevels levels, Metadata? metadata, ResourcePath path)
    {
        var policy = action.RetryPolicy is { } own
            ? Retries(own, path.Field("retry_policy"))
            : levels.Host.RetryPolicy is { } shared ? Retries(shared, levels.HostPath.Field("retry_policy")) : Policy.None;
        if (MetadataFields.Of(metadata, MeshMetadata.Retries) is { } meant) policy = path.Read(() => RetryMetadata.Apply(policy, meant, path));
        var hedge = action.HedgePolicy ?? levels.Host.HedgePolicy;
        if (MetadataFields.Of(metadata, MeshMetadata.Hedging) is { } hedging)
            policy = path.Read(() => policy with { HedgeDelay = hedging.Duration("delay"), HedgesMax = hedging.Count("max", 1, 10) ?? 1 });
        else if (hedge?.HedgeOnPerTryTimeout == true)
            policy = policy with { HedgesOnTryTimeout = true, HedgesMax = Math.Max(1, policy.RetriesMax) };
        if (levels.RetryBufferMax is { } bytes && !ReferenceEquals(policy, Policy.None)) policy = policy with { BufferMax = (int)Math.Min(bytes, int.MaxValue) };
        return policy.Prepared();
    }

    private static Policy Retries(Source source, ResourcePath path)
    {
        if (source.RetryPriority is not null)
            throw path.Field("retry_priority").Refuse("the priority of a further try is chosen as for any request; leave it off");
        Predicates(source, path);
        return new Policy
        {
            On = Conditions(source.RetryOn, path.Field("retry_on")),
            RetriesMax = (int)Math.Min(source.NumRetries ?? 1, int.MaxValue),
            PerTryTimeout = Limit(source.PerTryTimeout, path.Field("per_try_timeout")),
            PerTryIdleTimeout = Limit(source.PerTryIdleTimeout, path.Field("per_try_idle_timeout")),
            Backoff = Backoff(source.RetryBackOff, path.Field("retry_back_off")),
            RateLimited = RateLimited(source.RateLimitedRetryBackOff, path.Field("rate_limited_retry_back_off")),
            StatusCodes = source.RetriableStatusCodes.Select((code, i) => Status(code, path.Item("retriable_status_codes", i))).ToFrozenSet(),
            AnswerHeaders = [.. source.RetriableHeaders.Select((header, i) => HeaderCompiler.OfAnswer(header, path.Item("retriable_headers", i)))],
            RequestHeaders = [.. source.RetriableRequestHeaders.Select((header, i) => HeaderCompiler.Condition(header, path.Item("retriable_request_headers", i)))],
        };
    }

    private static RetryConditions Conditions(string list, ResourcePath path) =>
        RetryTokens.Split(list).Aggregate(RetryConditions.None, (all, token) => all | Condition(token, path));

    /// <summary>One condition by its word.</summary>
    public static RetryConditions Condition(string token, ResourcePath path) =>
        RetryTokens.Find(token) ?? throw path.Refuse($"\"{token}\" is no condition{(RetryTokens.Suggest(token) is { } meant ? $"; did you mean {meant}?" : "")}");

    private static void Predicates(Source source, ResourcePath path)
    {
        for (var i = 0; i < source.RetryHostPredicate.Count; i++)
        {
            var predicate = source.RetryHostPredicate[i];
            if (predicate.TypedConfig?.Is(PreviousHostsPredicate.Descriptor) != true)
                throw path.Item("retry_host_predicate", i).Refuse(
                    $"\"{predicate.Name}\" is not known; there is envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate, and it always holds");
        }
    }

    private static Backoff Backoff(Source.Types.RetryBackOff? source, ResourcePath path)
    {
        if (source is null) return Resilience.Budgets.Backoff.Default;
        var shortest = Limit(source.BaseInterval, path.Field("base_interval")) ?? throw path.Field("base_interval").Refuse("is missing or 0; give more than 0");
        var longest = Limit(source.MaxInterval, path.Field("max_interval")) ?? shortest * 10;
        return longest >= shortest
            ? new Backoff(shortest, longest)
            : throw path.Field("max_interval").Refuse($"{longest.TotalSeconds} s is below base_interval, {shortest.TotalSeconds} s");
    }

    private static RateLimitedBackoff? RateLimited(Source.Types.RateLimitedRetryBackOff? source, ResourcePath path)
    {
        if (source is null) return null;
        if (source.ResetHeaders.Count == 0) throw path.Field("reset_headers").Refuse("is empty; name the header that says when to come again");
        return new RateLimitedBackoff(
            [.. source.ResetHeaders.Select((header, i) => Header(header, path.Item("reset_headers", i)))],
            Limit(source.MaxInterval, path.Field("max_interval")) ?? RateLimitedMaxDefault);
    }

    private static ResetHeader Header(Source.Types.ResetHeader source, ResourcePath path)
    {
        if (!HeaderSyntax.IsName(source.Name)) throw path.Field("name").Refuse($"\"{source.Name}\" is not a header name");
        return new ResetHeader(
            Encoding.ASCII.GetBytes(source.Name.ToLowerInvariant()),
            source.Format == Source.Types.ResetHeaderFormat.UnixTimestamp ? ResetFormat.UnixTimestamp : ResetFormat.Seconds);
    }

    /// <summary>A status that an answer may have.</summary>
    public static int Status(uint code, ResourcePath path) =>
        code is >= 100 and <= 599 ? (int)code : throw path.Refuse($"{code} is not a status; expected 100..599");

    private static TimeSpan? Limit(Duration? source, ResourcePath path)
    {
        var span = source?.ToTimeSpan() ?? TimeSpan.Zero;
        if (span < TimeSpan.Zero) throw path.Refuse($"{span.TotalSeconds} s is negative");
        return span > TimeSpan.Zero ? span : null;
    }
}

using ActorMesh.Runtime.Contracts;
using System.Globalization;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Mesh.Values;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Matching;
using ActorMesh.Runtime.Contracts.Envoy.Retrying;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Google.Protobuf.WellKnownTypes;
using MeshRetries = ActorMesh.Hocon.Mesh.Policies.RetryPolicy;
using XdsRetries = ActorMesh.Runtime.Contracts.Envoy.Routes.RetryPolicy;

namespace ActorMesh.Hocon.Compiling.Routes;

/// <summary>Compiles further tries: after a failure, and beside a try that is slow.</summary>
internal static class RetryCompiler
{
    private const string ByStatusCode = "retriable-status-codes";
    private const string ByHeader = "retriable-headers";
    private const int DrawsMax = 5;

    public static void Apply(RouteAction action, Metadata metadata, PolicySet policies, bool isIdempotent)
    {
        var retries = policies.Retries;
        var perTry = PerTry(policies.Timeout);
        if (retries.MaxAttempts.Value > 1)
        {
            action.RetryPolicy = Policy(retries, isIdempotent);
            action.RetryPolicy.RateLimitedRetryBackOff = RetryAfter(policies.Timeout.Request.Value);
            metadata.Add(
                MeshMetadata.Retries,
                ("methods", isIdempotent ? Value.ForString("all") : MetadataText.Words(retries.Methods.Value)),
                ("on", MetadataText.Words(retries.RetriableHeaders.Count > 0 ? retries.On.Value.Append(ByHeader) : retries.On.Value)),
                ("jitter", Value.ForString(retries.Jitter.Value)),
                ("origin-mark", Value.ForBool(retries.OriginMark.Value)));
        }
        else if (perTry is not null || policies.Timeout.PerTryIdle.Value is not null)
        {
            action.RetryPolicy = new XdsRetries { NumRetries = 0 };
        }
        if (perTry is { } limit) action.RetryPolicy.PerTryTimeout = Duration.FromTimeSpan(limit);
        if (policies.Timeout.PerTryIdle.Value is { } silence) action.RetryPolicy.PerTryIdleTimeout = Duration.FromTimeSpan(silence);
        if (policies.Hedging is { } hedging) Hedge(action, metadata, hedging);
    }

    // A try that may take as long as the whole request has no bound of its own.
    private static TimeSpan? PerTry(TimeoutPolicy timeout) =>
        timeout.PerTry.Value is { } perTry && (timeout.Request.Value is not { } request || perTry < request) ? perTry : null;

    private static XdsRetries Policy(MeshRetries retries, bool isIdempotent)
    {
        var codes = retries.On.Value.Where(IsStatusCode).Select(code => uint.Parse(code, CultureInfo.InvariantCulture)).ToList();
        var conditions = retries.On.Value.Where(condition => !IsStatusCode(condition)).Select(Condition)
            .Concat(codes.Count > 0 ? [ByStatusCode] : []).Concat(retries.RetriableHeaders.Count > 0 ? [ByHeader] : []);
        var policy = new XdsRetries
        {
            RetryOn = string.Join(',', conditions.Distinct()),
            NumRetries = (uint)retries.MaxAttempts.Value - 1,
            RetriableStatusCodes = { codes },
            RetriableHeaders = { retries.RetriableHeaders.Select(Sign) },
            RetryBackOff = new XdsRetries.Types.RetryBackOff
            {
                BaseInterval = Duration.FromTimeSpan(retries.BackoffBase.Value),
                MaxInterval = Duration.FromTimeSpan(retries.BackoffMax.Value > retries.BackoffBase.Value ? retries.BackoffMax.Value : retries.BackoffBase.Value),
            },
        };
        // Envoy then retries no other method at all, not even before a byte was sent; the metadata has what was meant.
        if (!isIdempotent && retries.Methods.Value.Count > 0)
            policy.RetriableRequestHeaders.Add(RouteMatchCompiler.OneOf(":method", retries.Methods.Value));
        AvoidTried(policy);
        return policy;
    }

    private static HeaderMatcher Sign(HeaderSign sign) => sign.Value is { } value
        ? new HeaderMatcher { Name = sign.Name, StringMatch = new StringMatcher { Exact = value } }
        : new HeaderMatcher { Name = sign.Name, PresentMatch = true };

    // Another try always goes elsewhere where it can; Envoy must be told so.
    private static void AvoidTried(XdsRetries policy)
    {
        policy.HostSelectionRetryMaxAttempts = DrawsMax;
        policy.RetryHostPredicate.Add(new XdsRetries.Types.RetryHostPredicate
        {
            Name = "envoy.retry_host_predicates.previous_hosts",
            TypedConfig = Any.Pack(new PreviousHostsPredicate()),
        });
    }

    private static XdsRetries.Types.RateLimitedRetryBackOff RetryAfter(TimeSpan? longest) => new()
    {
        MaxInterval = longest is { } time ? Duration.FromTimeSpan(time) : null,
        ResetHeaders = { new XdsRetries.Types.ResetHeader { Name = "retry-after", Format = XdsRetries.Types.ResetHeaderFormat.Seconds } },
    };

    // Envoy has no word for a try that timed out alone: it counts as one that brought no answer.
    private static string Condition(string condition) => condition == "timeout" ? "reset" : condition;

    private static bool IsStatusCode(string condition) => condition.Length > 0 && condition.All(char.IsAsciiDigit);

    // Envoy hedges when a try times out; the metadata has the delay that was meant.
    private static void Hedge(RouteAction action, Metadata metadata, HedgingPolicy hedging)
    {
        action.HedgePolicy = new HedgePolicy { HedgeOnPerTryTimeout = true };
        metadata.Add(MeshMetadata.Hedging, ("delay", MetadataText.Seconds(hedging.Delay.Value)), ("max", Value.ForNumber(hedging.Max.Value)));
    }
}

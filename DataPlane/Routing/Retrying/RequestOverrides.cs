using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Actions;

namespace ActorMesh.DataPlane.Routing.Retrying;

/// <summary>
/// Finds what holds for one request: what its route says, and what the request says in <c>x-envoy-upstream-rq-timeout-ms</c>,
/// <c>-per-try-timeout-ms</c>, <c>x-envoy-max-retries</c>, <c>-retry-on</c>, <c>-retry-grpc-on</c>, <c>-retriable-status-codes</c>,
/// <c>-retriable-header-names</c>, <c>-hedge-on-per-try-timeout</c> and <c>-expected-rq-timeout-ms</c>. They go no further.
/// </summary>
public static class RequestOverrides
{
    /// <summary>Allocates nothing for a request that has none of these headers.</summary>
    /// <param name="head">The request; the headers are removed from it.</param>
    /// <param name="forward">What its route says.</param>
    /// <param name="isInternal">Whether it comes from inside the mesh. Strangers are not listened to.</param>
    /// <param name="facts">What else is known of it.</param>
    public static EffectivePolicy Apply(RequestHead head, ForwardAction forward, bool isInternal, ExchangeFacts? facts = null)
    {
        var policy = head.Headers.Find(KnownHeader.XEnvoy) is var slot and >= 0 && Read(head.Headers, slot) is var wishes && isInternal
            ? Change(forward, wishes)
            : new EffectivePolicy(forward.Timeout, forward.Retries, HasDeadline: false);
        return policy with { Retries = policy.Retries.For(head, facts) };
    }

    private static RequestWishes Read(HeaderBlock headers, int slot)
    {
        var wishes = new RequestWishes();
        for (; slot >= 0; slot = headers.Find(KnownHeader.XEnvoy, slot + 1))
        {
            var header = OverrideHeaders.Recognise(headers.Name(slot));
            if (header == OverrideHeader.None) continue;
            wishes.Read(header, headers.Value(slot));
            headers.RemoveAt(slot);
        }

        return wishes;
    }

    private static EffectivePolicy Change(ForwardAction forward, in RequestWishes wishes)
    {
        var policy = (wishes.SetsPolicy ? forward.Overrides.Headers : OverrideRule.Nobody) switch
        {
            OverrideRule.Anybody => wishes.Replace(forward.Timeout, forward.Retries),
            OverrideRule.Tighten => wishes.Tighten(forward.Timeout, forward.Retries),
            _ => new EffectivePolicy(forward.Timeout, forward.Retries, HasDeadline: false),
        };
        return wishes.Deadline is { } deadline && forward.Overrides.RespectsDeadline
            ? policy with { Timeout = RequestWishes.Shorter(policy.Timeout, deadline), HasDeadline = true }
            : policy;
    }
}

using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Contracts.Envoy.LimitServices;
using ActorMesh.Runtime.Contracts.Envoy.RateLimits;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using static ActorMesh.Runtime.Contracts.Envoy.LimitServices.RateLimitResponse.Types;
using Verdict = ActorMesh.Runtime.Contracts.Control.LeaseAnswer.Types.Verdict;

namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>
/// Answers proxies that ask for each request. All descriptors take their tokens, also when one of them has none; a descriptor that no limit of
/// the mesh fits passes. While a coordinator can't answer, the call fails, and the proxy does what its own settings say.
/// </summary>
public sealed class EnvoyRateLimitService(RateLimits limits) : RateLimitService.RateLimitServiceBase
{
    /// <summary>Of one request.</summary>
    public const int DescriptorsMax = 100;

    public override async Task<RateLimitResponse> ShouldRateLimit(RateLimitRequest request, ServerCallContext context)
    {
        if (request.Descriptors.Count is 0 or > DescriptorsMax)
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"{request.Descriptors.Count} descriptors; expected 1 to {DescriptorsMax}"));
        var service = Caller.ServiceOf(context);
        var statuses = await Task.WhenAll(request.Descriptors.Select(descriptor => Decide(request, descriptor, service)));
        var isOver = statuses.Any(status => status.Code == Code.OverLimit);
        return new RateLimitResponse { OverallCode = isOver ? Code.OverLimit : Code.Ok, Statuses = { statuses } };
    }

    private async Task<DescriptorStatus> Decide(RateLimitRequest request, RateLimitDescriptor descriptor, string? service)
    {
        var name = new LimitName { Domain = request.Domain };
        name.Entries.AddRange(descriptor.Entries.Select(entry => new LimitName.Types.Entry { Key = entry.Key, Value = entry.Value }));
        if (LimitKey.Of(name) is not { } key || limits.Limits.Find(key) is null || (service is not null && !limits.Limits.IsOf(service, key))) return Unmatched();
        var hits = descriptor.HitsAddend ?? (request.HitsAddend == 0 ? 1 : request.HitsAddend);
        var spent = await limits.Spend(name, (int)Math.Min(hits, int.MaxValue));
        if (spent?.Verdict == Verdict.Unlimited) return Unmatched();
        if (spent is null || spent.Verdict == Verdict.Unsettled)
            throw new RpcException(new Status(StatusCode.Unavailable, $"the coordinator of {request.Domain}/{key.EntryKeys} may not decide yet, or can't be reached"));
        var isOver = spent.Verdict != Verdict.Granted;
        limits.Counters.Told(isOver);
        return new DescriptorStatus
        {
            Code = isOver ? Code.OverLimit : Code.Ok,
            CurrentLimit = LimitUnits.Of(spent.Rate, $"{request.Domain}/{key.EntryKeys}"),
            LimitRemaining = (uint)Math.Max(0, spent.Remaining),
            DurationUntilReset = isOver ? spent.UntilNext : spent.UntilFull,
        };
    }

    private DescriptorStatus Unmatched()
    {
        limits.Counters.HadNoMatch();
        return new DescriptorStatus { Code = Code.Ok };
    }
}

using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Faults;
using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Compiling.Filters;

/// <summary>Compiles trouble on purpose.</summary>
internal static class FaultCompiler
{
    /// <param name="policy">Null: a filter that does nothing, for routes that have faults of their own.</param>
    public static HTTPFault Compile(FaultPolicy? policy)
    {
        var fault = new HTTPFault();
        if (policy is null) return fault;
        if (policy.ByHeader.Value) ByHeader(fault, policy);
        else ByShare(fault, policy);
        if (policy.MaxActive.Value is { } most) fault.MaxActiveFaults = (uint)most;
        return fault;
    }

    private static void ByShare(HTTPFault fault, FaultPolicy policy)
    {
        if (policy.DelayShare.Value > 0)
            fault.Delay = new FaultDelay { FixedDelay = Duration.FromTimeSpan(policy.Delay.Value), Percentage = Fractions.Of(policy.DelayShare.Value) };
        if (policy.AbortShare.Value > 0)
            fault.Abort = new FaultAbort { HttpStatus = (uint)policy.AbortStatus.Value, Percentage = Fractions.Of(policy.AbortShare.Value) };
    }

    private static void ByHeader(HTTPFault fault, FaultPolicy policy)
    {
        fault.Delay = new FaultDelay
        {
            HeaderDelay = new FaultDelay.Types.HeaderDelay(),
            Percentage = Fractions.Of(policy.DelayShare.Value > 0 ? policy.DelayShare.Value : 1),
        };
        fault.Abort = new FaultAbort
        {
            HeaderAbort = new FaultAbort.Types.HeaderAbort(),
            Percentage = Fractions.Of(policy.AbortShare.Value > 0 ? policy.AbortShare.Value : 1),
        };
    }
}

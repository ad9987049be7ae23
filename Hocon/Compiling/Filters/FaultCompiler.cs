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
        if (policy is { DelayShare.Value: > 0 })
            fault.Delay = new FaultDelay { FixedDelay = Duration.FromTimeSpan(policy.Delay.Value), Percentage = Fractions.Of(policy.DelayShare.Value) };
        if (policy is { AbortShare.Value: > 0 })
            fault.Abort = new FaultAbort { HttpStatus = (uint)policy.AbortStatus.Value, Percentage = Fractions.Of(policy.AbortShare.Value) };
        return fault;
    }
}

using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Lab.Running;

/// <summary>How a replica treats requests now.</summary>
/// <param name="Errors">0..1 of its answers fail.</param>
internal sealed record ReplicaState(double Errors, int ErrorStatus, int Slower, bool Hangs, bool Refuses)
{
    public static ReplicaState Of(WorkloadModel model, IEnumerable<Fault> faults)
    {
        var state = new ReplicaState(model.Errors, model.ErrorStatus, 1, Hangs: false, Refuses: false);
        foreach (var fault in faults)
        {
            state = new ReplicaState(
                fault.Errors ?? state.Errors, fault.ErrorStatus ?? state.ErrorStatus, Math.Max(fault.Slower, state.Slower), fault.Hangs || state.Hangs,
                fault.Refuses || state.Refuses);
        }
        return state;
    }
}

using ActorMesh.Lab.Measuring;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Lab.Running;

/// <summary>Lets faults begin and end.</summary>
internal sealed class Timeline(ScenarioVariant variant, SimulatedMesh mesh, EventQueue queue, Recorder record)
{
    public void Start()
    {
        foreach (var fault in variant.Timeline)
        {
            if (fault.From >= variant.Duration) continue;
            queue.At(fault.From, () => Change(fault, LogState.Begins));
            if (fault.Until < variant.Duration) queue.At(fault.Until.Value, () => Change(fault, LogState.Ends));
        }
    }

    private void Change(Fault fault, string state)
    {
        record.Changed(LogKind.Fault, fault.Service ?? "load", "", "timeline", state, $"{FaultText.Of(fault)} {state}");
        if (fault.Service is not { } service) return;
        foreach (var replica in mesh.ReplicasOf(service))
            replica.State = ReplicaState.Of(
                variant.Workloads.GetValueOrDefault(service) ?? WorkloadModel.Usual,
                variant.Timeline.Where(one => one.Befalls(service, replica.Number) && one.IsOn(queue.Elapsed)));
    }
}

using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.Cli.Sidecars.Joining;

/// <summary>What a joined sidecar runs and what it refused. It never goes back, whoever tells it to. It outlives memberships.</summary>
internal sealed class WorkloadFence
{
    /// <summary>Of the last that was told and fits the order, whether or not it could be run.</summary>
    public DiscoveryFence Newest { get; private set; }

    /// <summary>What is in force; null for nothing.</summary>
    public WorkloadState? InForce { get; private set; }

    /// <summary>What was refused last; null when what was told last is in force.</summary>
    public (WorkloadState State, string Reason)? Refusal { get; private set; }

    public long StaleCount { get; private set; }

    public WorkloadVerdict Judge(WorkloadState told)
    {
        var order = OrderOf(told);
        if (order.Epoch < Newest.Epoch)
        {
            StaleCount++;
            return WorkloadVerdict.Stale;
        }
        if (order < Newest) return WorkloadVerdict.Older;
        if (told.Problem.Length > 0) return WorkloadVerdict.Nothing;
        if (!told.Hash.IsEmpty && told.Hash.Equals(InForce?.Hash)) return WorkloadVerdict.Known;
        if (order == Newest && Refusal is { } refusal && told.Hash.Equals(refusal.State.Hash)) return WorkloadVerdict.Known;
        if (!told.Packed.IsEmpty) return WorkloadVerdict.Apply;
        return order == Newest && told.Hash.IsEmpty && InForce is not null ? WorkloadVerdict.Known : WorkloadVerdict.Ask;
    }

    /// <summary>What is in force is what was told, under its new order.</summary>
    public void Confirm(WorkloadState told)
    {
        Newest = OrderOf(told);
        if (InForce is not { } running || !told.Hash.Equals(running.Hash)) return;
        running.Epoch = told.Epoch;
        running.Sequence = told.Sequence;
        running.MeshVersion = told.MeshVersion;
        Refusal = null;
    }

    /// <summary>These are let in nowhere from now on, whatever else was told with it.</summary>
    /// <returns>What is in force, to be kept with them; null for nothing.</returns>
    public WorkloadState? Deny(IEnumerable<string> denied)
    {
        InForce?.Denied.Clear();
        InForce?.Denied.AddRange(denied);
        return InForce;
    }

    /// <summary>What is told next is taken, even if it is older than what was told before.</summary>
    public void Forget() => Newest = default;

    /// <summary>It is in force.</summary>
    public void Accept(WorkloadState applied) => (Newest, InForce, Refusal) = (Max(OrderOf(applied)), applied.Clone(), null);

    /// <summary>It cannot be run; what is in force stays.</summary>
    public void Refuse(WorkloadState state, string reason) => (Newest, Refusal) = (Max(OrderOf(state)), (state, reason));

    /// <summary>Says all of it.</summary>
    public void Describe(WorkloadHeartbeat heartbeat)
    {
        (heartbeat.Epoch, heartbeat.Sequence, heartbeat.MeshVersion) = (InForce?.Epoch ?? 0, InForce?.Sequence ?? 0, InForce?.MeshVersion ?? 0);
        heartbeat.Hash = InForce?.Hash ?? ByteString.Empty;
        if (Refusal is not var (state, reason)) return;
        heartbeat.Refusal = new WorkloadHeartbeat.Types.Refusal { Epoch = state.Epoch, Sequence = state.Sequence, MeshVersion = state.MeshVersion, Reason = reason };
    }

    private DiscoveryFence Max(DiscoveryFence order) => order > Newest ? order : Newest;

    private static DiscoveryFence OrderOf(WorkloadState state) => new(state.Epoch, state.Sequence);
}

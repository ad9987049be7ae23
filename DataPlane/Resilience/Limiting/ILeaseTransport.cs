using ActorMesh.Runtime.Contracts.Control;

namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>A way to a control node, over which leases are asked for. It ends once, and is not used again. Disposing of it ends it without a word.</summary>
public interface ILeaseTransport : IDisposable
{
    /// <summary>Sends an ask. Must not block.</summary>
    /// <returns>False: it is full, and had better be given up.</returns>
    bool TryAsk(LeaseAsk ask);
}

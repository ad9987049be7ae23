using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>One source of the hash by which requests stick to an endpoint.</summary>
internal abstract class HashPolicy(bool terminal)
{
    /// <summary>True when later policies are not asked once there is a hash.</summary>
    public bool IsTerminal => terminal;

    /// <summary>The hash of this source's value; false when the request has none.</summary>
    public abstract bool TryHash(RequestHead head, ExchangeFacts facts, out ulong hash);
}

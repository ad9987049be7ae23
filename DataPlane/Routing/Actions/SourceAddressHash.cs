using System.IO.Hashing;
using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>Hashes the text of the trusted client address, without port.</summary>
internal sealed class SourceAddressHash(bool terminal) : HashPolicy(terminal)
{
    public override bool TryHash(RequestHead head, ExchangeFacts facts, out ulong hash)
    {
        hash = facts.ClientAddress.IsEmpty ? 0 : XxHash64.HashToUInt64(facts.ClientAddress.Span);
        return !facts.ClientAddress.IsEmpty;
    }
}

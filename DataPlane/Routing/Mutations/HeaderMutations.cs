using System.Buffers;
using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Mutations;

/// <summary>
/// What one level of a table (route, split entry, virtual host, whole table) does to headers: removals first, then additions in order.
/// </summary>
internal sealed class HeaderMutations(byte[][] removals, HeaderAddition[] additions)
{
    public bool IsEmpty => removals.Length + additions.Length == 0;

    public bool ReadsRequest => Array.Exists(additions, addition => addition.Value.ReadsRequest);

    public void Apply(HeaderBlock target, RequestHead request, ExchangeFacts facts, ArrayBufferWriter<byte> scratch)
    {
        foreach (var name in removals) target.Remove(name);
        foreach (var addition in additions) addition.Apply(target, request, facts, scratch);
    }
}

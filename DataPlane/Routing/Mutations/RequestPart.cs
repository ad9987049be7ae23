using System.Buffers;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Mutations;

/// <summary><c>%REQ(name?alternative):length%</c>: a header of the request, or else another one, cut to a length.</summary>
internal sealed class RequestPart(HeaderSource header, HeaderSource? alternative, int lengthMax) : TemplatePart
{
    public override void Write(RequestHead request, ExchangeFacts facts, ArrayBufferWriter<byte> output)
    {
        if (!header.TryGetFirst(request, facts, out var value) && alternative is not null)
            alternative.TryGetFirst(request, facts, out value);
        output.Write(value.Length > lengthMax ? value[..lengthMax] : value);
    }
}

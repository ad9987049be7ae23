using System.Buffers;
using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Mutations;

/// <summary>A piece of a header value.</summary>
internal abstract class TemplatePart
{
    public abstract void Write(RequestHead request, ExchangeFacts facts, ArrayBufferWriter<byte> output);
}

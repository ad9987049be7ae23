using System.Buffers;
using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Mutations;

/// <summary>Text that is always the same.</summary>
internal sealed class LiteralPart(byte[] bytes) : TemplatePart
{
    public byte[] Bytes => bytes;

    public override void Write(RequestHead request, ExchangeFacts facts, ArrayBufferWriter<byte> output) => output.Write(bytes);
}

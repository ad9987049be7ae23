using System.Buffers;
using System.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.Runtime.Contracts.Envoy.Core;

namespace ActorMesh.DataPlane.Routing.Mutations;

/// <summary>One header to add or to overwrite.</summary>
/// <param name="name">Field name.</param>
/// <param name="value">What its value is made of.</param>
/// <param name="action">What to do when the header is or is not there.</param>
/// <param name="keepEmpty">Adds the header even when the value comes out empty.</param>
internal sealed class HeaderAddition(
    string name, HeaderTemplate value, HeaderValueOption.Types.HeaderAppendAction action, bool keepEmpty)
{
    /// <summary>A longer value is cut: a header block counts lengths in 16 bits.</summary>
    private const int ValueBytesMax = ushort.MaxValue;

    private readonly byte[] _name = Encoding.ASCII.GetBytes(name);

    public HeaderTemplate Value => value;

    public void Apply(HeaderBlock target, RequestHead request, ExchangeFacts facts, ArrayBufferWriter<byte> scratch)
    {
        var isThere = target.Find(_name) >= 0;
        if (action == HeaderValueOption.Types.HeaderAppendAction.AddIfAbsent && isThere) return;
        if (action == HeaderValueOption.Types.HeaderAppendAction.OverwriteIfExists && !isThere) return;
        var bytes = value.Evaluate(request, facts, scratch);
        if (bytes.IsEmpty && !keepEmpty) return;
        if (bytes.Length > ValueBytesMax) bytes = bytes[..ValueBytesMax];
        if (action == HeaderValueOption.Types.HeaderAppendAction.AppendIfExistsOrAdd) target.Add(_name, bytes);
        else target.Set(_name, bytes);
    }
}

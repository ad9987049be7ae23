using System.Net;
using System.Net.Sockets;
using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Filters.Descriptors;

/// <summary>The network of the client's trusted address, as in <c>10.1.0.0/16</c>. Two small objects are allocated to read and to write it.</summary>
/// <param name="bits4">Of an IPv4 address that count, 0..32.</param>
/// <param name="bits6">Of an IPv6 address that count, 0..128.</param>
internal sealed class NetworkEntry(int bits4, int bits6) : DescriptorAction("masked_remote_address")
{
    private const int TextBytesMax = 64;

    public override bool TryWrite(in MatchInput input, Descriptor target)
    {
        if (!IPAddress.TryParse(input.Facts.ClientAddress.Span, out var address)) return false;
        var bits = address.AddressFamily == AddressFamily.InterNetwork ? bits4 : bits6;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        for (var i = 0; i < length; i++) bytes[i] &= (byte)(0xFF00 >> Math.Clamp(bits - (i * 8), 0, 8));
        Span<byte> text = stackalloc byte[TextBytesMax];
        new IPAddress(bytes[..length]).TryFormat(text, out var written);
        text[written++] = (byte)'/';
        bits.TryFormat(text[written..], out var digits);
        target.Add(Key, text[..(written + digits)]);
        return true;
    }
}

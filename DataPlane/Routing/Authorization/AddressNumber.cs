using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ActorMesh.DataPlane.Routing.Authorization;

/// <summary>An address as a number: IPv4 lies where IPv6 maps it to (RFC 4291 section 2.5.5.2), so that both ways to write one address are one number.</summary>
internal static class AddressNumber
{
    private static readonly UInt128 Mapped = (UInt128)0xFFFF << 32;

    public static UInt128 Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetwork
            ? Mapped | BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>All bits from the first to this one set.</summary>
    public static UInt128 Mask(int bits) => bits == 0 ? 0 : UInt128.MaxValue << (AddressRange.IPv6Bits - bits);
}

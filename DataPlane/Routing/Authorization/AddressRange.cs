using System.Net;
using System.Net.Sockets;

namespace ActorMesh.DataPlane.Routing.Authorization;

/// <summary>Addresses that begin alike, such as <c>10.1.0.0/16</c>.</summary>
internal readonly record struct AddressRange
{
    public const int IPv4Bits = 32;
    public const int IPv6Bits = 128;

    private readonly UInt128 _first;
    private readonly UInt128 _mask;

    /// <param name="bits">Of the address that count, from 0 to as many as it has.</param>
    public AddressRange(IPAddress address, int bits)
    {
        _mask = AddressNumber.Mask((address.AddressFamily == AddressFamily.InterNetwork ? IPv6Bits - IPv4Bits : 0) + bits);
        _first = AddressNumber.Of(address) & _mask;
    }

    /// <param name="address">See <see cref="AddressNumber"/>.</param>
    public bool Contains(UInt128 address) => (address & _mask) == _first;
}

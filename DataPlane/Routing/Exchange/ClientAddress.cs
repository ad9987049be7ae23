using System.Net;
using System.Net.Sockets;
using System.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.DataPlane.Routing.Authorization;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>
/// Who sent the requests of one connection: its peer, or whom the trusted proxies in front noted in x-forwarded-for
/// (HttpConnectionManager.use_remote_address and xff_num_trusted_hops).
/// </summary>
/// <remarks>What was read last is kept: a header that repeats itself, and one that is absent, allocates nothing.</remarks>
internal sealed class ClientAddress
{
    /// <summary>Octets of an IPv6 address with an IPv4 address at its end (RFC 4291 section 2.2).</summary>
    private const int TextBytesMax = 45;

    private readonly byte[] _peerAndPort;
    private byte[] _noted = [];
    private byte[]? _address;
    private byte[] _addressAndPort = [];
    private UInt128 _number;

    public ClientAddress(EndPoint? peer)
    {
        Peer = peer is IPEndPoint { Address: var address } ? Text(address) : [];
        _peerAndPort = Encoding.ASCII.GetBytes(peer?.ToString() ?? "");
    }

    /// <summary>Text of the address at the other end of the connection, without port.</summary>
    public byte[] Peer { get; }

    /// <summary>Tells <paramref name="facts"/> who sent a request with these headers.</summary>
    public void Note(ExchangeFacts facts, HeaderBlock headers, HttpConnectionSettings settings)
    {
        var hops = settings.UseRemoteAddress ? settings.TrustedHops : settings.TrustedHops + 1;
        var isNoted = hops > 0 && Read(FromRight(headers, hops));
        facts.ClientAddress = isNoted ? _address : Peer;
        facts.ClientAddressAndPort = isNoted ? _addressAndPort : _peerAndPort;
        facts.ClientNumber = isNoted ? _number : facts.Connection.Remote;
    }

    /// <summary>One element of all x-forwarded-for fields together, counted from the right, from 1; empty when there are fewer.</summary>
    private static ReadOnlySpan<byte> FromRight(HeaderBlock headers, int place)
    {
        for (var slot = headers.Slots - 1; slot >= 0; slot--)
        {
            if (headers.Known(slot) != KnownHeader.XForwardedFor || !headers.IsPresent(slot)) continue;
            var rest = headers.Value(slot);
            for (var comma = 0; comma >= 0; rest = rest[..Math.Max(comma, 0)])
            {
                comma = rest.LastIndexOf((byte)',');
                if (--place == 0) return Octets.TrimBlanks(rest[(comma + 1)..]);
            }
        }

        return default;
    }

    /// <summary>False for what is no address: then the peer is all that is known.</summary>
    private bool Read(ReadOnlySpan<byte> noted)
    {
        if (noted.IsEmpty || noted.Length > TextBytesMax) return false;
        if (noted.SequenceEqual(_noted)) return _address is not null;
        _noted = noted.ToArray();
        _address = null;
        // Neither zones nor brackets nor ports: whoever notes an address writes it bare.
        if (noted.ContainsAnyExcept(Octets.Address) || !IPAddress.TryParse(noted, out var address)) return false;
        var text = Text(address);
        // Short forms such as 10.1 mean different addresses to different readers.
        if (address.AddressFamily == AddressFamily.InterNetwork && !noted.SequenceEqual(text)) return false;
        _address = text;
        _number = AddressNumber.Of(address);
        _addressAndPort = Encoding.ASCII.GetBytes(new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, 0).ToString());
        return true;
    }

    private static byte[] Text(IPAddress address) =>
        Encoding.ASCII.GetBytes((address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString());
}

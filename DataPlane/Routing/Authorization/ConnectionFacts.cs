using System.Net;
using System.Text;
using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.DataPlane.Routing.Authorization;

/// <summary>What policies know of a connection: who is at its other end, and between which addresses it runs. Made once for each.</summary>
public sealed class ConnectionFacts
{
    /// <summary>Nothing is known.</summary>
    public static readonly ConnectionFacts Unknown = new(null, null);

    private (ClientCertificateForwarding What, byte[] Element)? _element;

    public ConnectionFacts(EndPoint? remote, EndPoint? local)
    {
        if (remote is IPEndPoint { Address: var peer }) Remote = AddressNumber.Of(peer);
        if (local is not IPEndPoint own) return;
        (Local, LocalPort) = (AddressNumber.Of(own.Address), own.Port);
    }

    /// <summary>The client's certificate, which was verified; null when it showed none.</summary>
    public PeerIdentity? Peer { get; init; }

    /// <summary>By which a policy may call the client: its URI names; without any its DNS names; without those its subject. Null when it proved nothing.</summary>
    public IReadOnlyList<string>? Names
    {
        get;
        init
        {
            field = value;
            NameBytes = value is null ? null : [.. value.Select(Encoding.UTF8.GetBytes)];
        }
    }

    /// <summary>SNI; empty when the client asked for no name.</summary>
    public ReadOnlyMemory<byte> ServerName { get; private init; }

    /// <summary>First URI name of the certificate that was shown to the client.</summary>
    public string? LocalUri { get; init; }

    internal byte[][]? NameBytes { get; private set; }

    internal UInt128 Remote { get; }

    internal UInt128 Local { get; }

    internal int LocalPort { get; }

    /// <summary>For people: the client by its first name, or as one without.</summary>
    internal string ClientText => Names is [var name, ..] ? name : "a client that proved nothing";

    public static ConnectionFacts Of(ClientConnection client) => new(client.RemoteAddress, client.LocalAddress)
    {
        Peer = client.Peer,
        Names = client.Peer is not { } peer ? null : peer.Uris.Count > 0 ? peer.Uris : peer.DnsNames.Count > 0 ? peer.DnsNames : [peer.Subject],
        ServerName = client.ServerName is { } name ? Encoding.ASCII.GetBytes(name.ToLowerInvariant()) : default,
        LocalUri = client.LocalUri,
    };

    /// <summary>What the application is told of the client's certificate; worked out once.</summary>
    internal byte[] CertificateElement(ClientCertificateForwarding what)
    {
        if (_element is { } known && ReferenceEquals(known.What, what)) return known.Element;
        var element = Exchange.CertificateElement.Of(Peer!, LocalUri, what);
        _element = (what, element);
        return element;
    }
}

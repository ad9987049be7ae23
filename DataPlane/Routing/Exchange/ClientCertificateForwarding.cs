using System.Buffers;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Authorization;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>How the application is told who calls: by x-forwarded-client-cert, which nobody but a proxy may say anything in.</summary>
public sealed record ClientCertificateForwarding(ForwardingMode Mode)
{
    /// <summary>Our own addition and what was there before it: as long as one field may be.</summary>
    private const int BytesMax = 16 * 1024;

    public bool Subject { get; init; }

    public bool Certificate { get; init; }

    public bool Chain { get; init; }

    public bool DnsNames { get; init; }

    public bool Uris { get; init; }

    private static ReadOnlySpan<byte> Name => "x-forwarded-client-cert"u8;

    /// <returns>False: the field would be longer than one may be.</returns>
    internal bool Apply(HeaderBlock headers, ConnectionFacts connection)
    {
        if (Mode == ForwardingMode.AlwaysForwardOnly) return true;
        if (connection.Peer is null || Mode is ForwardingMode.Sanitize)
        {
            headers.Remove(KnownHeader.XForwardedClientCert);
            return true;
        }

        if (Mode == ForwardingMode.ForwardOnly) return true;
        var element = connection.CertificateElement(this);
        if (Mode == ForwardingMode.AppendForward && headers.Find(KnownHeader.XForwardedClientCert) >= 0) return TryAppend(headers, element);
        headers.Remove(KnownHeader.XForwardedClientCert);
        headers.Add(Name, element);
        return element.Length <= BytesMax;
    }

    private static bool TryAppend(HeaderBlock headers, byte[] element)
    {
        var joined = new ArrayBufferWriter<byte>(1024);
        for (var slot = headers.Find(KnownHeader.XForwardedClientCert); slot >= 0; slot = headers.Find(KnownHeader.XForwardedClientCert, slot + 1))
        {
            joined.Write(headers.Value(slot));
            joined.Write(","u8);
            headers.RemoveAt(slot);
        }

        joined.Write(element);
        headers.Add(Name, joined.WrittenSpan);
        return joined.WrittenCount <= BytesMax;
    }
}

using System.Buffers.Text;
using ActorMesh.DataPlane.Bytes;

namespace ActorMesh.DataPlane.Http.Http1;

/// <summary>
/// Writes heads anew from their parsed form: what is forwarded is what was understood. Fields that belong to one hop
/// (RFC 9110 section 7.6.1) are left out here, and the one framing field is written here.
/// </summary>
internal static class HeadWriter
{
    public static void WriteRequest(ByteBuffer into, RequestHead head, bool keepUpgrade)
    {
        into.Append(head.MethodBytes);
        into.Append((byte)' ');
        into.Append(head.Target);
        into.Append(" HTTP/1.1\r\nhost: "u8);
        into.Append(head.Authority);
        into.Append("\r\n"u8);
        WriteFields(into, head.Headers, isRequest: true);
        if (keepUpgrade) WriteUpgrade(into, head.Headers);
        WriteFraming(into, head.Body, head.ContentLength, sayZero: head.Headers.Find(KnownHeader.ContentLength) >= 0);
        into.Append("\r\n"u8);
    }

    /// <param name="body">How the body is framed on this side.</param>
    /// <param name="close">Whether to tell the client that the connection ends after this answer.</param>
    /// <param name="forHttp11">False for a client of HTTP/1.0: it knows no chunks (RFC 9112 section 6.1) and stays only where it is told to (appendix C.2.2).</param>
    public static void WriteResponse(ByteBuffer into, ResponseHead head, BodyKind body, bool close, bool forHttp11 = true)
    {
        into.Append("HTTP/1.1 "u8);
        WriteNumber(into, head.Status);
        into.Append((byte)' ');
        into.Append(head.Reason.IsEmpty ? ReasonPhrases.For(head.Status) : head.Reason);
        into.Append("\r\n"u8);
        WriteFields(into, head.Headers, isRequest: false);
        if (head.Status == 101) WriteUpgrade(into, head.Headers);
        else if (head.Status >= 200) WriteResponseFraming(into, head, body, forHttp11);
        // It names the protocol that the sender asks for (RFC 9110 section 15.5.22).
        if (head.Status == 426 && head.Headers.Find(KnownHeader.Upgrade) >= 0) WriteUpgrade(into, head.Headers, close);
        else if (close && head.Status >= 200) into.Append("connection: close\r\n"u8);
        else if (!forHttp11 && body != BodyKind.Tunnel) into.Append("connection: keep-alive\r\n"u8);
        into.Append("\r\n"u8);
    }

    private static void WriteResponseFraming(ByteBuffer into, ResponseHead head, BodyKind body, bool forHttp11)
    {
        if (body != BodyKind.None) WriteFraming(into, body, head.ContentLength, sayZero: true);
        // An answer to HEAD, or 304, tells the length that the body would have had.
        else if (head.ContentLength >= 0 && head.Status != 204) WriteLength(into, head.ContentLength);
        else if (head.IsChunkedByHeader && forHttp11) into.Append("transfer-encoding: chunked\r\n"u8);
    }

    private static void WriteFields(ByteBuffer into, HeaderBlock fields, bool isRequest)
    {
        var acceptsTrailers = false;
        for (var slot = 0; slot < fields.Slots; slot++)
        {
            if (!fields.IsPresent(slot) || IsOwnHopOnly(fields.Known(slot), isRequest)) continue;
            var name = fields.Name(slot);
            if (fields.IsNominated(slot) && MayBeNominated(fields.Known(slot))) continue;
            if (fields.Known(slot) == KnownHeader.Te) acceptsTrailers |= AcceptsTrailers(fields.Value(slot));
            else WriteField(into, name, fields.Value(slot));
        }

        if (acceptsTrailers) into.Append("te: trailers\r\n"u8);
    }

    private static bool IsOwnHopOnly(KnownHeader known, bool isRequest) => known switch
    {
        KnownHeader.Connection or KnownHeader.KeepAlive or KnownHeader.ProxyConnection or KnownHeader.TransferEncoding
            or KnownHeader.ContentLength or KnownHeader.Upgrade or KnownHeader.Trailer => true,
        KnownHeader.Host or KnownHeader.Expect => isRequest,
        _ => false,
    };

    /// <summary>
    /// False for what proxies tell each other: a stranger behind a proxy that passes his Connection field on must not be able to strike out
    /// what that proxy noted about him.
    /// </summary>
    private static bool MayBeNominated(KnownHeader known) => known is not (KnownHeader.Host or KnownHeader.Te or KnownHeader.Via or KnownHeader.XRequestId
        or KnownHeader.XForwardedFor or KnownHeader.XForwardedProto or KnownHeader.XForwardedHost or KnownHeader.XForwardedClientCert
        or KnownHeader.XEnvoy or KnownHeader.XActorMesh);

    /// <summary>Of what TE accepts (RFC 9110 section 10.1.4), trailers are the one thing that passes through a proxy.</summary>
    private static bool AcceptsTrailers(ReadOnlySpan<byte> value)
    {
        foreach (var range in value.Split((byte)','))
            if (System.Text.Ascii.EqualsIgnoreCase(Octets.TrimBlanks(value[range]), "trailers"u8)) return true;
        return false;
    }

    private static void WriteField(ByteBuffer into, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var length = name.Length + value.Length + 4;
        var room = into.Free(length);
        name.CopyTo(room);
        room[name.Length] = (byte)':';
        room[name.Length + 1] = (byte)' ';
        value.CopyTo(room[(name.Length + 2)..]);
        room[length - 2] = (byte)'\r';
        room[length - 1] = (byte)'\n';
        into.Advance(length);
    }

    private static void WriteUpgrade(ByteBuffer into, HeaderBlock fields, bool close = false)
    {
        into.Append(close ? "connection: upgrade, close\r\n"u8 : "connection: upgrade\r\n"u8);
        for (var slot = fields.Find(KnownHeader.Upgrade); slot >= 0; slot = fields.Find(KnownHeader.Upgrade, slot + 1))
            WriteField(into, "upgrade"u8, fields.Value(slot));
    }

    private static void WriteFraming(ByteBuffer into, BodyKind body, long contentLength, bool sayZero)
    {
        if (body == BodyKind.Chunked) into.Append("transfer-encoding: chunked\r\n"u8);
        else if (body == BodyKind.Length || body == BodyKind.None && sayZero) WriteLength(into, contentLength);
    }

    private static void WriteLength(ByteBuffer into, long length)
    {
        into.Append("content-length: "u8);
        WriteNumber(into, length);
        into.Append("\r\n"u8);
    }

    private static void WriteNumber(ByteBuffer into, long number)
    {
        Utf8Formatter.TryFormat(number, into.Free(20), out var written);
        into.Advance(written);
    }
}

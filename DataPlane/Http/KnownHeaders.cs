using System.Text;

namespace ActorMesh.DataPlane.Http;

/// <summary>Recognises header names without allocating. Names compare without case (RFC 9110 section 5.1).</summary>
public static class KnownHeaders
{
    /// <summary>Returns which header <paramref name="name"/> is, or <see cref="KnownHeader.None"/>.</summary>
    public static KnownHeader Recognise(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when Is(name, "te"u8) => KnownHeader.Te,
        3 when Is(name, "via"u8) => KnownHeader.Via,
        4 when Is(name, "host"u8) => KnownHeader.Host,
        4 when Is(name, "date"u8) => KnownHeader.Date,
        6 when Is(name, "server"u8) => KnownHeader.Server,
        6 when Is(name, "cookie"u8) => KnownHeader.Cookie,
        6 when Is(name, "expect"u8) => KnownHeader.Expect,
        7 when Is(name, "upgrade"u8) => KnownHeader.Upgrade,
        7 when Is(name, "trailer"u8) => KnownHeader.Trailer,
        7 when Is(name, "referer"u8) => KnownHeader.Referer,
        10 when Is(name, "connection"u8) => KnownHeader.Connection,
        10 when Is(name, "keep-alive"u8) => KnownHeader.KeepAlive,
        11 when Is(name, "retry-after"u8) => KnownHeader.RetryAfter,
        12 when Is(name, "content-type"u8) => KnownHeader.ContentType,
        12 when Is(name, "x-request-id"u8) => KnownHeader.XRequestId,
        14 when Is(name, "content-length"u8) => KnownHeader.ContentLength,
        15 when Is(name, "x-forwarded-for"u8) => KnownHeader.XForwardedFor,
        16 when Is(name, "proxy-connection"u8) => KnownHeader.ProxyConnection,
        16 when Is(name, "x-forwarded-host"u8) => KnownHeader.XForwardedHost,
        17 when Is(name, "transfer-encoding"u8) => KnownHeader.TransferEncoding,
        17 when Is(name, "x-forwarded-proto"u8) => KnownHeader.XForwardedProto,
        23 when IsAsApplicationsReadIt(name, "x-forwarded-client-cert"u8) => KnownHeader.XForwardedClientCert,
        > 8 when Is(name[..8], "x-envoy-"u8) => KnownHeader.XEnvoy,
        > 12 when Is(name[..12], "x-actormesh-"u8) => KnownHeader.XActorMesh,
        _ => KnownHeader.None,
    };

    // Below CGI and its heirs (RFC 3875 section 4.1.18) a hyphen and an underscore are one; who calls may not be told by either.
    private static bool IsAsApplicationsReadIt(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lower)
    {
        for (var i = 0; i < lower.Length; i++)
            if ((name[i] == (byte)'_' ? (byte)'-' : (byte)(name[i] | 0x20)) != lower[i]) return false;
        return true;
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lower) => Ascii.EqualsIgnoreCase(name, lower);
}

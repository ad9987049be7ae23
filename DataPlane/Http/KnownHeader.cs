namespace ActorMesh.DataPlane.Http;

/// <summary>A header field that the proxy itself reads, writes or removes. Found once, while parsing, so that later steps compare a byte.</summary>
public enum KnownHeader : byte
{
    None,
    Host,
    ContentLength,
    TransferEncoding,
    Connection,
    KeepAlive,
    ProxyConnection,
    Upgrade,
    Te,
    Trailer,
    Expect,
    XForwardedFor,
    XForwardedProto,
    XForwardedHost,
    XRequestId,
    Via,
    Server,
    Date,
    Cookie,
    ContentType,
    Referer,
    RetryAfter,
    XForwardedClientCert,
    /// <summary>Any <c>x-envoy-*</c> field: controls of another proxy, never taken from a stranger.</summary>
    XEnvoy,
    /// <summary>Any <c>x-actormesh-*</c> field: ours, never taken from a stranger.</summary>
    XActorMesh,
}

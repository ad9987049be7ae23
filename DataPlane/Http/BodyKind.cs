namespace ActorMesh.DataPlane.Http;

/// <summary>How the end of a message body is known (RFC 9112 section 6.3).</summary>
public enum BodyKind : byte
{
    /// <summary>No body at all.</summary>
    None,
    /// <summary>Content-Length bytes.</summary>
    Length,
    /// <summary>Transfer-Encoding: chunked.</summary>
    Chunked,
    /// <summary>Everything until the peer closes. Responses only.</summary>
    UntilClose,
    /// <summary>Opaque bytes both ways after 101 or a successful CONNECT.</summary>
    Tunnel,
}

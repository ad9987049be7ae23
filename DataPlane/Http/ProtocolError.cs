namespace ActorMesh.DataPlane.Http;

/// <summary>What a peer's message broke. A value, not an exception: bad traffic is daily business.</summary>
/// <param name="Status">What a request like this is answered with. A response like this is answered with 502 whatever stands here.</param>
/// <param name="Code">Stable, for logs, statistics and the answer's details.</param>
/// <param name="Explanation">One sentence for people.</param>
public sealed record ProtocolError(int Status, string Code, string Explanation)
{
    public static readonly ProtocolError BareLineFeed = Bad("bare_line_feed", "A line ends in LF alone; only CRLF ends a line (RFC 9112 section 2.2, strict reading).");
    public static readonly ProtocolError BadRequestLine = Bad("bad_request_line", "The request line is not METHOD SP TARGET SP HTTP/1.x (RFC 9112 section 3).");
    public static readonly ProtocolError BadStatusLine = Bad("bad_status_line", "The status line is not HTTP/1.x SP three digits SP reason (RFC 9112 section 4).");
    public static readonly ProtocolError BadMethod = Bad("bad_method", "The method is not a token (RFC 9110 section 9.1).");
    public static readonly ProtocolError BadTarget = Bad("bad_target", "The request target has a form or an octet that RFC 9112 section 3.2 does not allow.");
    public static readonly ProtocolError BadVersion = new(505, "http1.version_not_supported", "Only HTTP/1.0 and HTTP/1.1 are spoken here.");
    public static readonly ProtocolError Http10NotAllowed = new(426, "http1.http_1_0_not_allowed", "HTTP/1.0 is not enabled on this listener (accept_http_10).");
    public static readonly ProtocolError BadFieldName = Bad("bad_field_name", "A field name is empty, not a token, or followed by white space (RFC 9112 section 5.1).");
    public static readonly ProtocolError BadFieldValue = Bad("bad_field_value", "A field value holds NUL, CR or another control octet (RFC 9110 section 5.5).");
    public static readonly ProtocolError FoldedField = Bad("folded_field", "A field is continued on a second line; that form is obsolete (RFC 9112 section 5.2).");
    public static readonly ProtocolError MissingHost = Bad("missing_host_header", "An HTTP/1.1 request needs exactly one Host field (RFC 9112 section 3.2).");
    public static readonly ProtocolError DuplicateHost = Bad("duplicate_host", "There is more than one Host field (RFC 9112 section 3.2).");
    public static readonly ProtocolError BadHost = Bad("bad_host", "The Host field is not a valid host with optional port (RFC 9110 section 7.2).");
    public static readonly ProtocolError HostMismatch = Bad("host_mismatch", "The absolute target names another host than the Host field.");
    public static readonly ProtocolError LengthAndEncoding = Bad("length_and_transfer_encoding", "Content-Length and Transfer-Encoding together are ambiguous (RFC 9112 section 6.1).");
    public static readonly ProtocolError BadContentLength = Bad("bad_content_length", "Content-Length is not a single decimal number of at most 18 digits (RFC 9110 section 8.6).");
    public static readonly ProtocolError DuplicateContentLength = Bad("duplicate_content_length", "There is more than one Content-Length (RFC 9112 section 6.3).");
    public static readonly ProtocolError BadTransferEncoding = Bad("bad_transfer_encoding", "Transfer-Encoding is not exactly one 'chunked' (RFC 9112 section 6.1).");
    public static readonly ProtocolError BadConnection = Bad("bad_connection", "The Connection field is malformed or names a field that frames or routes the message (RFC 9110 section 7.6.1).");
    public static readonly ProtocolError TooManyConnectionOptions = Bad("too_many_connection_options", $"The Connection fields hold more than {Http1.FramingFields.ConnectionOptionsMax} options.");
    public static readonly ProtocolError BodyOnConnect = Bad("body_on_connect", "A CONNECT request has no body (RFC 9110 section 9.3.6).");
    public static readonly ProtocolError BadChunkSize = Bad("bad_chunk_size", "A chunk size is not 1 to 16 hexadecimal digits (RFC 9112 section 7.1).");
    public static readonly ProtocolError BadChunkExtension = Bad("bad_chunk_extension", "A chunk extension is too long or holds a control octet (RFC 9112 section 7.1.1).");
    public static readonly ProtocolError BadChunkEnd = Bad("bad_chunk_end", "Chunk data is not followed by CRLF (RFC 9112 section 7.1).");
    public static readonly ProtocolError BadTrailer = Bad("bad_trailer", "The trailer section is malformed (RFC 9112 section 7.1.2).");
    public static readonly ProtocolError TrailersTooLarge = new(431, "http1.trailers_too_large", "The trailer section is larger than this listener allows.");
    public static readonly ProtocolError HeadTooLarge = new(431, "http1.head_too_large", "The message head is larger than this listener allows (max_request_headers_kb).");
    public static readonly ProtocolError TooManyFields = new(431, "http1.too_many_fields", "The message has more header fields than this listener allows (max_headers_count).");
    public static readonly ProtocolError FieldTooLarge = new(431, "http1.field_too_large", "A header field is larger than this listener allows.");
    public static readonly ProtocolError TargetTooLong = new(414, "http1.target_too_long", "The request line is longer than this listener allows.");
    public static readonly ProtocolError UnknownExpectation = new(417, "http1.unknown_expectation", "The only expectation known is 100-continue (RFC 9110 section 10.1.1).");
    public static readonly ProtocolError HeadTimeout = new(408, "http1.head_timeout", "The head of the request took longer than this listener allows.");

    private static ProtocolError Bad(string code, string explanation) => new(400, "http1." + code, explanation);
}

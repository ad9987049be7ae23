namespace ActorMesh.DataPlane.Http.Http1;

/// <summary>Turns the bytes of one whole response head into a <see cref="ResponseHead"/>, or says why not. Pure.</summary>
internal static class ResponseParser
{
    private const int StatusLineMin = 12; // HTTP/1.1 200

    /// <param name="requestMethod">Decides, with the status, whether a body follows (RFC 9112 section 6.3).</param>
    /// <returns>What is wrong, or null.</returns>
    public static ProtocolError? Parse(byte[] source, int start, int end, HttpMethod requestMethod, ResponseHead head, MessageLimits limits)
    {
        head.Reset(source);
        var lineLength = source.AsSpan(start, end - start).IndexOf((byte)'\n') - 1;
        return ParseStatusLine(source, start, lineLength, head)
            ?? FieldParser.Parse(source, start + lineLength + 2, end, head.Headers, limits)
            ?? Interpret(head, requestMethod);
    }

    private static ProtocolError? ParseStatusLine(byte[] source, int start, int length, ResponseHead head)
    {
        var line = source.AsSpan(start, Math.Max(0, length));
        if (length < StatusLineMin || !line.StartsWith("HTTP/1."u8) || line[8] != (byte)' ') return ProtocolError.BadStatusLine;
        if (line[7] is not ((byte)'0' or (byte)'1')) return ProtocolError.BadStatusLine;
        if (line[9..12].ContainsAnyExceptInRange((byte)'0', (byte)'9')) return ProtocolError.BadStatusLine;
        // The space before an empty reason is often left out; it changes nothing.
        if (length > StatusLineMin && line[StatusLineMin] != (byte)' ') return ProtocolError.BadStatusLine;
        if (line.ContainsAny(Octets.ForbiddenInValue)) return ProtocolError.BadStatusLine;
        head.MinorVersion = (byte)(line[7] - '0');
        head.Status = (line[9] - '0') * 100 + (line[10] - '0') * 10 + (line[11] - '0');
        if (head.Status is < 100 or > 599) return ProtocolError.BadStatusLine;
        if (length > StatusLineMin + 1) head.SetReason(start + StatusLineMin + 1, length - StatusLineMin - 1);
        return null;
    }

    private static ProtocolError? Interpret(ResponseHead head, HttpMethod requestMethod)
    {
        // A client ignores framing fields in an answer that opens a tunnel (RFC 9110 section 9.3.6).
        var isConnected = requestMethod == HttpMethod.Connect && head.Status is >= 200 and < 300;
        var framing = new FramingFields { IgnoresFraming = isConnected };
        if (framing.Read(head.Headers) is { } error) return error;
        if (framing.IsChunked && head.MinorVersion == 0) return ProtocolError.BadTransferEncoding;
        // Framing on an answer that cannot have a body is a sign of a confused sender (RFC 9112 section 6.1).
        if (head.Status is < 200 or 204 && (framing.IsChunked || framing.ContentLength > 0))
            return framing.IsChunked ? ProtocolError.BadTransferEncoding : ProtocolError.BadContentLength;

        head.KeepAlive = head.MinorVersion > 0 ? !framing.SaysClose : framing.SaysKeepAlive && !framing.SaysClose;
        head.ContentLength = framing.ContentLength;
        head.IsChunkedByHeader = framing.IsChunked;
        head.Body = head.Status == 101 || isConnected ? BodyKind.Tunnel
            : head.Status is < 200 or 204 or 304 || requestMethod == HttpMethod.Head ? BodyKind.None
            : framing.IsChunked ? BodyKind.Chunked
            : framing.ContentLength > 0 ? BodyKind.Length
            : framing.ContentLength == 0 ? BodyKind.None
            : BodyKind.UntilClose;
        if (head.Body is BodyKind.UntilClose or BodyKind.Tunnel) head.KeepAlive = false;
        return null;
    }
}

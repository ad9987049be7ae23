
namespace ActorMesh.DataPlane.Http.Http1;

/// <summary>Turns the bytes of one whole request head into a <see cref="RequestHead"/>, or says why not. Pure.</summary>
internal static class RequestParser
{
    private const int VersionLength = 8; // HTTP/1.1

    /// <summary>Parses the head that stands in <paramref name="source"/> from <paramref name="start"/> to <paramref name="end"/>, closing empty line included.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static ProtocolError? Parse(byte[] source, int start, int end, RequestHead head, MessageLimits limits)
    {
        head.Reset(source, start, end);
        var lineLength = source.AsSpan(start, end - start).IndexOf((byte)'\n') - 1;
        return ParseRequestLine(source, start, lineLength, head, limits)
            ?? FieldParser.Parse(source, start + lineLength + 2, end, head.Headers, limits)
            ?? Interpret(head);
    }

    /// <summary>Parses the request line alone, its CRLF excluded: so that a peer which speaks no HTTP is told at its first line.</summary>
    public static ProtocolError? ParseRequestLine(byte[] source, int start, int length, RequestHead head, MessageLimits limits)
    {
        if (length > limits.RequestLineBytesMax) return ProtocolError.TargetTooLong;
        var line = source.AsSpan(start, length);
        var methodEnd = line.IndexOf((byte)' ');
        if (methodEnd <= 0) return ProtocolError.BadRequestLine;
        if (!Octets.IsToken(line[..methodEnd])) return ProtocolError.BadMethod;
        head.SetMethod(start, methodEnd);
        var targetEnd = length - VersionLength - 1;
        if (targetEnd <= methodEnd + 1 || line[targetEnd] != (byte)' ') return VersionOrLineError(line, methodEnd);
        if (ReadVersion(line[(targetEnd + 1)..], head) is { } error) return error;
        if (head.MinorVersion == 0 && !limits.AllowHttp10) return ProtocolError.Http10NotAllowed;
        if (line[(methodEnd + 1)..targetEnd].ContainsAny(Octets.ForbiddenInTarget)) return ProtocolError.BadTarget;
        head.SetTarget(start + methodEnd + 1, targetEnd - methodEnd - 1);
        return null;
    }

    /// <summary>Notes method and target as far as they can be seen, of a request that is refused before they could be judged.</summary>
    public static void Glimpse(byte[] source, int start, int length, RequestHead head)
    {
        var line = source.AsSpan(start, length);
        var methodEnd = line.IndexOf((byte)' ');
        if (methodEnd <= 0 || !Octets.IsToken(line[..methodEnd])) return;
        head.SetMethod(start, methodEnd);
        var rest = line[(methodEnd + 1)..];
        var targetEnd = rest.IndexOfAny(" \r\n"u8);
        head.SetTarget(start + methodEnd + 1, targetEnd < 0 ? rest.Length : targetEnd);
    }

    private static ProtocolError VersionOrLineError(ReadOnlySpan<byte> line, int methodEnd)
    {
        // METHOD SP TARGET SP HTTP/<something of another length> is a version we do not speak; anything else is no request line.
        var rest = line[(methodEnd + 1)..];
        var space = rest.IndexOf((byte)' ');
        return space > 0 && rest[(space + 1)..].StartsWith("HTTP/"u8) && rest[(space + 1)..].IndexOf((byte)' ') < 0
            ? ProtocolError.BadVersion
            : ProtocolError.BadRequestLine;
    }

    private static ProtocolError? ReadVersion(ReadOnlySpan<byte> version, RequestHead head)
    {
        if (!version.StartsWith("HTTP/"u8)) return ProtocolError.BadRequestLine;
        if (version[6] != (byte)'.' || !char.IsAsciiDigit((char)version[5]) || !char.IsAsciiDigit((char)version[7])) return ProtocolError.BadRequestLine;
        if (version[5] != (byte)'1' || version[7] is not ((byte)'0' or (byte)'1')) return ProtocolError.BadVersion;
        head.MinorVersion = (byte)(version[7] - '0');
        return null;
    }

    private static ProtocolError? Interpret(RequestHead head)
    {
        var framing = new FramingFields();
        if (framing.Read(head.Headers) is { } error) return error;
        if (framing.IsChunked && head.MinorVersion == 0) return ProtocolError.BadTransferEncoding;
        if (framing.HostSlot < 0 && head.MinorVersion > 0) return ProtocolError.MissingHost;
        if (TargetInterpreter.Interpret(head, framing.HostSlot) is { } targetError) return targetError;

        head.KeepAlive = head.MinorVersion > 0 ? !framing.SaysClose : framing.SaysKeepAlive && !framing.SaysClose;
        head.Body = framing.IsChunked ? BodyKind.Chunked : framing.ContentLength > 0 ? BodyKind.Length : BodyKind.None;
        head.ContentLength = Math.Max(0, framing.ContentLength);
        if (head.Method == HttpMethod.Connect && (framing.IsChunked || framing.ContentLength >= 0)) return ProtocolError.BodyOnConnect;
        // An upgrade whose request has a body would leave the switch-over point in doubt; such a request is an ordinary one.
        head.WantsUpgrade = framing.SaysUpgrade && framing.UpgradeSlot >= 0 && head.Body == BodyKind.None && head.MinorVersion > 0;
        head.ExpectsContinue = framing.ExpectsContinue && head.MinorVersion > 0 && head.Body != BodyKind.None;
        return framing.ExpectsUnknown ? ProtocolError.UnknownExpectation : null;
    }
}

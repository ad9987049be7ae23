namespace ActorMesh.DataPlane.Http.Http1;

/// <summary>Reads field lines into a <see cref="HeaderBlock"/>, strictly (RFC 9112 section 5).</summary>
internal static class FieldParser
{
    /// <summary>Reads the lines in <paramref name="source"/> from <paramref name="start"/> to <paramref name="end"/>, the closing empty line included.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static ProtocolError? Parse(byte[] source, int start, int end, HeaderBlock into, MessageLimits limits)
    {
        var count = 0;
        while (true)
        {
            // The scanner has seen to it that each line ends in CRLF and that the last one is empty.
            var length = source.AsSpan(start, end - start).IndexOf((byte)'\n') - 1;
            if (length == 0) return null;
            if (++count > limits.HeaderCountMax) return ProtocolError.TooManyFields;
            if (length > limits.FieldBytesMax) return ProtocolError.FieldTooLarge;
            if (ParseLine(source, start, length, into) is { } error) return error;
            start += length + 2;
        }
    }

    private static ProtocolError? ParseLine(byte[] source, int start, int length, HeaderBlock into)
    {
        var line = source.AsSpan(start, length);
        if (line[0] is (byte)' ' or (byte)'\t') return ProtocolError.FoldedField;
        var colon = line.IndexOf((byte)':');
        if (colon < 0 || !Octets.IsToken(line[..colon])) return ProtocolError.BadFieldName;
        var valueStart = colon + 1;
        var valueEnd = length;
        while (valueStart < valueEnd && line[valueStart] is (byte)' ' or (byte)'\t') valueStart++;
        while (valueEnd > valueStart && line[valueEnd - 1] is (byte)' ' or (byte)'\t') valueEnd--;
        if (line[valueStart..valueEnd].ContainsAny(Octets.ForbiddenInValue)) return ProtocolError.BadFieldValue;
        into.AppendParsed(start, colon, start + valueStart, valueEnd - valueStart);
        return null;
    }
}

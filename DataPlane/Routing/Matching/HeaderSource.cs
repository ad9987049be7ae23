using System.Buffers;
using System.Text;
using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>Where a header condition looks: a header field, or one of the parts of the request line that have a name like one.</summary>
internal sealed class HeaderSource
{
    private readonly Part _part;
    private readonly byte[] _name;

    public HeaderSource(string name)
    {
        Name = name.ToLowerInvariant();
        _name = Encoding.ASCII.GetBytes(Name);
        _part = Name switch
        {
            ":method" => Part.Method,
            ":authority" or "host" => Part.Authority,
            ":path" => Part.Path,
            ":scheme" => Part.Scheme,
            _ => Part.Field,
        };
    }

    private enum Part : byte
    {
        Field,
        Method,
        Authority,
        Path,
        Scheme,
    }

    public string Name { get; }

    /// <summary>True for a header field, false for a part of the request line.</summary>
    public bool IsField => _part == Part.Field;

    /// <summary>True for names of the request line that are none of ours to read, such as <c>:protocol</c>.</summary>
    public bool IsUnknownPseudoHeader => _part == Part.Field && Name.StartsWith(':');

    public bool IsPresent(RequestHead head) => _part switch
    {
        Part.Field => head.Headers.Find(_name) >= 0,
        // CONNECT has no path of its own (RFC 9110 section 9.3.6).
        Part.Path => head.Method != HttpMethod.Connect,
        _ => true,
    };

    /// <summary>The value, or the first of several.</summary>
    public bool TryGetFirst(RequestHead head, ExchangeFacts facts, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!IsPresent(head)) return false;
        value = _part switch
        {
            Part.Field => head.Headers.Value(head.Headers.Find(_name)),
            Part.Method => head.MethodBytes,
            Part.Authority => head.Authority,
            Part.Path => head.Target,
            _ => RequestScheme.Of(head, facts),
        };
        return true;
    }

    /// <summary>
    /// Runs <paramref name="test"/> over the value; a repeated field is one value joined by commas (RFC 9110 section 5.3).
    /// </summary>
    /// <returns>Null when the header is missing.</returns>
    public bool? Test(in MatchInput input, ValueTest test)
    {
        var headers = input.Head.Headers;
        if (_part != Part.Field)
            return TryGetFirst(input.Head, input.Facts, out var part) ? test.Passes(part) : null;
        var first = headers.Find(_name);
        if (first < 0) return null;
        return headers.Find(_name, first + 1) < 0 ? test.Passes(headers.Value(first)) : TestJoined(headers, first, test);
    }

    private bool TestJoined(HeaderBlock headers, int first, ValueTest test)
    {
        var length = 0;
        for (var slot = first; slot >= 0; slot = headers.Find(_name, slot + 1)) length += headers.Value(slot).Length + 1;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        var at = 0;
        for (var slot = first; slot >= 0; slot = headers.Find(_name, slot + 1))
        {
            headers.Value(slot).CopyTo(rented.AsSpan(at));
            at += headers.Value(slot).Length;
            rented[at++] = (byte)',';
        }
        var passes = test.Passes(rented.AsSpan(0, length - 1));
        ArrayPool<byte>.Shared.Return(rented);
        return passes;
    }
}

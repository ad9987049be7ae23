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

    public bool IsMethod => _part == Part.Method;

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

    /// <summary>Runs <paramref name="test"/> over the value.</summary>
    /// <returns>Null when the header is missing.</returns>
    public bool? Test(in MatchInput input, ValueTest test)
    {
        if (_part == Part.Field) return HeaderFields.Test(input.Head.Headers, _name, test);
        return TryGetFirst(input.Head, input.Facts, out var part) ? test.Passes(part) : null;
    }
}

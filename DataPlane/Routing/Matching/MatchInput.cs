using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>One request as the conditions of a route see it. Cut up once, however many routes look at it.</summary>
internal readonly ref struct MatchInput
{
    public MatchInput(RequestHead head, ExchangeFacts facts, ulong random, bool ignorePathParameters)
    {
        Head = head;
        Facts = facts;
        Random = random;
        var parts = new TargetParts(head.Target);
        Query = parts.Query;
        // CONNECT in HTTP/1 has an authority for a target: there is no path to compare (RFC 9110 section 9.3.6).
        Path = head.Method == HttpMethod.Connect ? default : parts.Path;
        if (!ignorePathParameters) return;
        var parameters = Path.IndexOf((byte)';');
        if (parameters >= 0) Path = Path[..parameters];
    }

    public RequestHead Head { get; }

    public ExchangeFacts Facts { get; }

    /// <summary>The one number that was drawn for this request.</summary>
    public ulong Random { get; }

    public ReadOnlySpan<byte> Path { get; }

    public ReadOnlySpan<byte> Query { get; }
}

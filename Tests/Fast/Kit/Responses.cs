using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>Response heads as the real parser makes them.</summary>
internal static class Responses
{
    /// <summary>A response head, octet for octet (Latin-1), in answer to a request with this method.</summary>
    public static ResponseHead Raw(string text, HttpMethod method = HttpMethod.Get)
    {
        var octets = text.Octets();
        var head = new ResponseHead();
        var error = ResponseParser.Parse(octets, 0, octets.Length, method, head, MessageLimits.Default);
        return error is null ? head : throw new ArgumentException($"{error}: {text}", nameof(text));
    }

    /// <summary>An answer with this status line's end and these field lines.</summary>
    public static ResponseHead Response(string statusAndReason, HttpMethod method = HttpMethod.Get, params string[] headers) =>
        Raw($"HTTP/1.1 {statusAndReason}\r\n{string.Concat(headers.Select(line => line + "\r\n"))}\r\n", method);

    /// <summary>A part of an answer.</summary>
    public static MessagePart<ResponseHead> Part(ResponseHead? head, string body = "", bool isLast = false)
    {
        var octets = body.Octets();
        var part = new MessagePart<ResponseHead>().Begin(head).SetData(octets, 0, octets.Length);
        part.IsLast = isLast;
        return part;
    }
}

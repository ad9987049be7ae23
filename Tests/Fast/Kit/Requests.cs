using System.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.DataPlane.Routing;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>Request heads as the real parser makes them.</summary>
internal static class Requests
{
    /// <summary>A request to <paramref name="host"/>; an entry of <paramref name="headers"/> is a whole field line.</summary>
    public static RequestHead Request(string target = "/", string host = "example.com", string method = "GET", params string[] headers)
    {
        var text = new StringBuilder($"{method} {target} HTTP/1.1\r\nhost: {host}\r\n");
        foreach (var line in headers) text.Append(line).Append("\r\n");
        return Raw(text.Append("\r\n").ToString());
    }

    /// <summary>A request head, byte for byte (Latin-1).</summary>
    public static RequestHead Raw(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        var head = new RequestHead();
        var error = RequestParser.Parse(bytes, 0, bytes.Length, head, MessageLimits.Default);
        return error is null ? head : throw new ArgumentException($"{error}: {text}", nameof(text));
    }

    /// <summary>A part of a request.</summary>
    public static MessagePart<RequestHead> Part(RequestHead? head, byte[] body, bool isLast)
    {
        var part = new MessagePart<RequestHead>().Begin(head).SetData(body, 0, body.Length);
        part.IsLast = isLast;
        return part;
    }

    /// <summary>What is known of a plain request from 10.0.0.7:1234.</summary>
    public static ExchangeFacts Facts() => new()
    {
        ClientAddress = "10.0.0.7"u8.ToArray(),
        ClientAddressAndPort = "10.0.0.7:1234"u8.ToArray(),
        LocalAddressAndPort = "10.0.0.1:8080"u8.ToArray(),
        StartTime = new DateTimeOffset(2026, 3, 4, 5, 6, 7, 89, TimeSpan.Zero),
    };

    /// <summary>Everything that stands under a name, joined by <c>|</c>; null when nothing does.</summary>
    public static string? Header(this HeaderBlock headers, string name)
    {
        var values = new List<string>();
        var bytes = Encoding.ASCII.GetBytes(name);
        for (var slot = headers.Find(bytes); slot >= 0; slot = headers.Find(bytes, slot + 1))
            values.Add(Encoding.UTF8.GetString(headers.Value(slot)));
        return values.Count == 0 ? null : string.Join('|', values);
    }

    public static string Text(this ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}

using ActorMesh.Tests.EndToEnd.Rig.Wire;

namespace ActorMesh.Tests.EndToEnd.Hostile;

/// <summary>What a proxy may change between the client's request and the backend's, and nothing else.</summary>
internal static class Forwarding
{
    // Of this hop (RFC 9110 section 7.6.1), or compared in another way, or the proxy's to write.
    private static readonly string[] NotCompared =
    [
        "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "content-length", "host", "expect",
        "via", "forwarded", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-forwarded-port", "x-request-id",
        "traceparent", "tracestate",
    ];

    /// <summary>Says how the forwarded request differs from the client's in meaning; null when it does not.</summary>
    public static string? Difference(WireRequest client, WireRequest forwarded)
    {
        if (forwarded.Method != client.Method) return $"method {client.Method} became {forwarded.Method}";
        if (!forwarded.Body.AsSpan().SequenceEqual(client.Body))
            return $"body {Escaped.Show(client.Body)} became {Escaped.Show(forwarded.Body)}";
        if (client.Field("Host") is { } host && !host.Equals(forwarded.Field("Host"), StringComparison.OrdinalIgnoreCase))
            return $"Host {host} became {forwarded.Field("Host")}";
        var (sent, got) = (EndToEnd(client, client), EndToEnd(forwarded, client));
        if (!sent.SequenceEqual(got)) return $"fields [{string.Join(" | ", sent)}] became [{string.Join(" | ", got)}]";
        var invented = forwarded.Trailers.FirstOrDefault(trailer => !client.Trailers.Any(sent => sent.Is(trailer.Name) && sent.Value == trailer.Value));
        return invented is null ? null : $"a trailer that nobody sent: {invented}";
    }

    // Order matters only among fields of one name (RFC 9110 section 5.3), so a stable sort by name makes both sides comparable.
    private static List<string> EndToEnd(WireRequest request, WireRequest client)
    {
        var named = client.Members("Connection").ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. request.Fields
                .Where(field => !named.Contains(field.Name) && IsCompared(field.Name))
                .OrderBy(field => field.Name.ToLowerInvariant(), StringComparer.Ordinal)
                .Select(field => $"{field.Name.ToLowerInvariant()}: {field.Value}"),
        ];
    }

    private static bool IsCompared(string name) =>
        !NotCompared.Contains(name.ToLowerInvariant())
        && !name.StartsWith("x-envoy-", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("x-actormesh-", StringComparison.OrdinalIgnoreCase);
}

using System.Buffers;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>
/// What is done to the headers of every request before its route is chosen: controls of proxies that a stranger may not set are
/// removed, the client's address and scheme are noted, a request id is given.
/// </summary>
internal static class RequestPolicy
{
    /// <summary>A request that passed this many of our proxies goes in circles.</summary>
    private const int HopsMax = 16;

    /// <returns>A status to refuse with and its reason; 0 to go on.</returns>
    public static (int Status, string Reason) Apply(RequestHead head, HttpConnectionSettings settings, ExchangeFacts facts, FastRandom draws)
    {
        var headers = head.Headers;
        bool hasId = false, hasProto = false;
        for (var slot = 0; slot < headers.Slots; slot++)
        {
            switch (headers.Known(slot))
            {
                case KnownHeader.XEnvoy when !settings.UseRemoteAddress && !IsClaim(headers.Name(slot)):
                    facts.HasControls = true; // Of a caller inside the mesh: they are read once its route is known, then removed.
                    break;
                case KnownHeader.XEnvoy:
                    headers.RemoveAt(slot);
                    break;
                case KnownHeader.XActorMesh:
                    if (ReadHops(headers, slot) >= HopsMax) return (508, "forwarding_loop");
                    break;
                case KnownHeader.XRequestId:
                    hasId = KeepsId(settings);
                    if (!hasId) headers.RemoveAt(slot);
                    break;
                case KnownHeader.XForwardedProto:
                    hasProto = !settings.UseRemoteAddress || settings.TrustedHops > 0;
                    if (!hasProto) headers.RemoveAt(slot);
                    break;
                case KnownHeader.None when settings.UnderscoreHeaders != UnderscoreHeaders.Allow && headers.Name(slot).Contains((byte)'_'):
                    if (settings.UnderscoreHeaders == UnderscoreHeaders.Reject) return (400, "unexpected_underscore");
                    headers.RemoveAt(slot);
                    break;
            }
        }

        if (!settings.ClientCertificate.Apply(headers, facts.Connection)) return (431, "client_cert_header_too_large");
        CountHop(headers);
        if (!hasId && settings.GenerateRequestId) RequestId.Add(headers, draws);
        if (!hasProto) headers.Add("x-forwarded-proto"u8, facts.IsTls ? "https"u8 : "http"u8);
        if (settings.UseRemoteAddress && !settings.SkipForwardedForAppend) Append(headers, KnownHeader.XForwardedFor, "x-forwarded-for"u8, facts.PeerAddress.Span);
        // No address makes a caller internal here: whoever comes to an edge is external.
        if (settings.UseRemoteAddress) headers.Add("x-envoy-external-address"u8, facts.ClientAddress.Span);
        if (settings.Via.Length > 0) Append(headers, KnownHeader.Via, "via"u8, settings.Via);
        return default;
    }

    /// <summary>What a proxy says of a caller, which no caller may say of itself.</summary>
    private static bool IsClaim(ReadOnlySpan<byte> name) =>
        System.Text.Ascii.EqualsIgnoreCase(name, "x-envoy-internal"u8) || System.Text.Ascii.EqualsIgnoreCase(name, "x-envoy-external-address"u8);

    private static bool KeepsId(HttpConnectionSettings settings) => !settings.UseRemoteAddress || settings.PreserveExternalRequestId;

    private static int ReadHops(HeaderBlock headers, int slot)
    {
        if (!System.Text.Ascii.EqualsIgnoreCase(headers.Name(slot), "x-actormesh-hops"u8))
        {
            headers.RemoveAt(slot);
            return 0;
        }

        return System.Buffers.Text.Utf8Parser.TryParse(headers.Value(slot), out int hops, out var used) && used == headers.Value(slot).Length && hops >= 0 ? hops : HopsMax;
    }

    private static void CountHop(HeaderBlock headers)
    {
        var slot = headers.Find("x-actormesh-hops"u8);
        var hops = slot < 0 ? 0 : ReadHops(headers, slot);
        headers.Remove("x-actormesh-hops"u8);
        Span<byte> text = stackalloc byte[11];
        System.Buffers.Text.Utf8Formatter.TryFormat(hops + 1, text, out var length);
        headers.Add("x-actormesh-hops"u8, text[..length]);
    }

    /// <summary>Adds a value to a list header, behind those that are there.</summary>
    private static void Append(HeaderBlock headers, KnownHeader known, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var slot = headers.Find(known);
        if (slot < 0)
        {
            headers.Add(name, value);
            return;
        }

        var joined = new ArrayBufferWriter<byte>(256);
        for (; slot >= 0; slot = headers.Find(known, slot + 1))
        {
            joined.Write(headers.Value(slot));
            joined.Write(", "u8);
            headers.RemoveAt(slot);
        }

        joined.Write(value);
        headers.Add(name, joined.WrittenSpan);
    }
}

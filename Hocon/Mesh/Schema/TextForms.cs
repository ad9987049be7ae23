using System.Net;
using ActorMesh.Hocon.Mesh.Values;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.Hocon.Mesh.Schema;

/// <summary>The texts that have a form, by the word that the manual uses.</summary>
internal static class TextForms
{
    private const int NameMax = 63, HostMax = 253;

    public static readonly TextType Name = new("name", "orders or pay-2: lower case letters, digits and dashes, at most 63", IsName);

    private static readonly string[] RetryWords =
    [
        "connect-failure", "refused-stream", "reset", "reset-before-request", "timeout", "gateway-error", "5xx", "retriable-4xx", "envoy-ratelimited",
        "cancelled", "deadline-exceeded", "internal", "resource-exhausted", "unavailable",
    ];

    private static readonly Dictionary<string, TextType> ByWord = new(StringComparer.Ordinal)
    {
        ["text"] = new("text", "\"words\"", text => text.All(c => !char.IsControl(c))),
        ["body"] = new("text", "\"words\"", text => text.All(c => !char.IsControl(c) || c is '\n' or '\r' or '\t')),
        ["name"] = Name,
        ["host"] = new("host name", "orders.shop.local or 10.0.0.7", IsHost),
        ["trust-domain"] = new("trust domain", "shop.local: lower case", text => SpiffeId.TrustDomainProblem(text) is null && IsHost(text)),
        ["host-pattern"] = new("host", "shop.example, \"*.example\" or \"shop.*\"", IsHostPattern),
        ["path"] = new("path", "/stock: it begins with a slash", text => text.StartsWith('/') && text.All(c => c > ' ' && c < 127)),
        ["address"] = new("address", "inv-1:8082, or [::1]:8082", text => HostAndPort.TryParse(text, out _, out _))
        {
            Excludes = text => HostAndPort.TryParse(text, out var host, out _) && IPAddress.TryParse(host, out var address) ? EndpointAddress.Problem(address) : null,
        },
        ["method"] = new("method", "GET", text => text.Length is > 0 and <= 32 && text.All(c => char.IsAsciiLetterUpper(c) || c == '-')),
        ["label"] = new("label", "\"version=v1\"", text => text.IndexOf('=', StringComparison.Ordinal) is var at && at > 0 && at < text.Length - 1),
        ["hash-source"] = new("hash source", "header:x-user, cookie:NAME, query:NAME or client-ip", text => text == "client-ip" || HasSource(text, "header:", "cookie:", "query:")),
        ["header-sign"] = new("sign in a header", "x-retry, or \"x-state=busy\"", text => HeaderSign.TryParse(text, out _)),
        ["status-range"] = new("status or range of statuses", "\"200\" or \"200-299\"", text => StatusRange.TryParse(text, out _)),
        ["limit-key"] = new("key of a limit", "client-ip, header:x-tenant, caller or none", text => text is "client-ip" or "caller" or "none" || HasSource(text, "header:")),
        ["retry-condition"] = new(
            "condition for a retry", $"one of {string.Join(", ", RetryWords)}, or a status such as \"503\"",
            text => RetryWords.Contains(text, StringComparer.Ordinal) || (int.TryParse(text, out var status) && status is >= 400 and <= 599)),
    };

    public static TextType? Find(string word) => ByWord.GetValueOrDefault(word);

    public static bool IsName(string text) =>
        text.Length is > 0 and <= NameMax && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && text[0] != '-' && text[^1] != '-';

    public static bool IsHost(string text) =>
        IPAddress.TryParse(text, out _)
        || (text.Length is > 0 and <= HostMax && text.Split('.').All(label =>
            label.Length is > 0 and <= NameMax && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && label[0] != '-' && label[^1] != '-'));

    private static bool HasSource(string text, params ReadOnlySpan<string> prefixes)
    {
        foreach (var prefix in prefixes)
            if (text.StartsWith(prefix, StringComparison.Ordinal) && text.Length > prefix.Length && text.All(c => c > ' ' && c < 127)) return true;
        return false;
    }

    private static bool IsHostPattern(string text)
    {
        var bare = text.StartsWith('*') ? text[1..] : text.EndsWith('*') ? text[..^1] : text;
        return text.Length is > 0 and <= HostMax && bare.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or '[' or ']');
    }
}

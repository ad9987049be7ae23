using System.Net;
using ActorMesh.Cli.Admin;
using ActorMesh.Cli.Control.Shapes;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary>
/// Keeps web pages out of the control API, as <see cref="AdminGate"/> does for a sidecar's, and lets those change something who have its token. Beyond
/// loopback its names are not known, and nothing is shown without the token.
/// </summary>
/// <param name="isLoopback">Whether the API listens on loopback alone.</param>
/// <param name="token">Null: nobody is asked for one.</param>
internal sealed class ControlGate(bool isLoopback, ApiToken? token)
{
    public const string Header = AdminGate.Header;

    private const string Scheme = "Bearer ";

    /// <param name="isOpen">Whether anybody may ask.</param>
    /// <returns>Null when the request may pass.</returns>
    public ControlRefusal? Check(HttpRequest request, bool isOpen)
    {
        if (isLoopback && !IsLoopback(request.Host.Host))
            return Foreign($"Host '{request.Host.Host}' is not localhost or a loopback address", "ask for it by 127.0.0.1 or localhost");
        var isChange = HttpMethods.IsPost(request.Method);
        if (isChange && request.Headers[Header] != "1") return Foreign($"what changes something needs the header {Header}: 1", $"send it, as actormesh apply does; curl -H '{Header}: 1'");
        if (isChange && request.ContentLength is not (null or 0) && !request.HasJsonContentType())
            return new ControlRefusal(StatusCodes.Status415UnsupportedMediaType, ErrorShape.Of("bad-request", "the request was not carried out", "its body is no JSON", "send it with Content-Type: application/json"));
        return token is null || isOpen || !(isChange || !isLoopback) || HasToken(request) ? null : Unknown(isChange);
    }

    private bool HasToken(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var given && given.StartsWith(Scheme, StringComparison.Ordinal) && token!.Is(given[Scheme.Length..]);

    private static ControlRefusal Unknown(bool isChange) => new(StatusCodes.Status401Unauthorized, ErrorShape.Of(
        "unauthenticated", "the request was not carried out", $"{(isChange ? "what changes something" : "what is asked for from other machines")} needs the token of the API, and the request has none or another",
        $"it lies in {ApiToken.FileName} in the control node's state folder: ACTORMESH_TOKEN_FILE names it; curl -H 'Authorization: Bearer TOKEN'"));

    private static ControlRefusal Foreign(string why, string help) => new(
        StatusCodes.Status403Forbidden, ErrorShape.Of("forbidden", "the request was not carried out", $"{why}; that keeps web pages out", help));

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}

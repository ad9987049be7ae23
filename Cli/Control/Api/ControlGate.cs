using System.Net;
using ActorMesh.Cli.Admin;
using ActorMesh.Cli.Control.Shapes;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary>
/// Keeps web pages out of the control API, as <see cref="AdminGate"/> does for a sidecar's. Where it listens beyond loopback its names are not known, so
/// that only the header stands in the way of changes.
/// </summary>
/// <param name="isLoopback">Whether the API listens on loopback alone.</param>
internal sealed class ControlGate(bool isLoopback)
{
    public const string Header = AdminGate.Header;

    /// <returns>Null when the request may pass.</returns>
    public ControlRefusal? Check(HttpRequest request)
    {
        if (isLoopback && !IsLoopback(request.Host.Host))
            return Foreign($"Host '{request.Host.Host}' is not localhost or a loopback address", "ask for it by 127.0.0.1 or localhost");
        return HttpMethods.IsPost(request.Method) && request.Headers[Header] != "1"
            ? Foreign($"what changes something needs the header {Header}: 1", $"send it, as actormesh apply does; curl -H '{Header}: 1'")
            : null;
    }

    private static ControlRefusal Foreign(string why, string help) => new(
        StatusCodes.Status403Forbidden, ErrorShape.Of("forbidden", "the request was not carried out", $"{why}; that keeps web pages out", help));

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}

using System.Net;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Admin;

/// <summary>
/// Keeps web pages out of the admin API, since every page that an operator visits can send requests to loopback. Reading the answers takes
/// a name of the attacker's own that resolves to loopback: hence the check of Host. Changing takes no answer: hence a header that browsers
/// let no foreign page send.
/// </summary>
internal static class AdminGate
{
    public const string Header = "X-ActorMesh-Admin", HeaderValue = "1";

    /// <param name="host">The Host field without its port.</param>
    /// <param name="header">The value of <see cref="Header"/>; empty for none.</param>
    /// <param name="endpoint">The endpoint of the path; null when there is none.</param>
    /// <returns>Null when the request may pass.</returns>
    public static AdminRefusal? Check(string method, string host, string header, IAdminEndpoint? endpoint)
    {
        if (!IsLoopback(host))
            return Foreign($"Host '{host}' is not localhost or a loopback address");
        if (endpoint is null)
            return new AdminRefusal(StatusCodes.Status404NotFound, "no such path; GET / lists those there are");
        var wanted = endpoint.Method;
        if (!HttpMethods.Equals(method, wanted) && !(HttpMethods.IsHead(method) && HttpMethods.IsGet(wanted)))
        {
            var how = HttpMethods.IsPost(wanted) ? $"changes something: use POST, with the header {Header}: {HeaderValue}" : "only shows: use GET";
            return new AdminRefusal(StatusCodes.Status405MethodNotAllowed, $"{endpoint.Path} {how}", wanted);
        }
        if (HttpMethods.IsPost(wanted) && header != HeaderValue)
            return Foreign($"what changes something needs the header {Header}: {HeaderValue}");
        return null;
    }

    private static AdminRefusal Foreign(string reason) => new(StatusCodes.Status403Forbidden, $"{reason}; that keeps web pages out");

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}

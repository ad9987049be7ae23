using System.Globalization;
using ActorMesh.Cli.Hosting;
using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration.Discovery;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Admin;

/// <summary><c>GET /ready</c>: 200 while new requests are welcome, else 503.</summary>
internal sealed class ReadyEndpoint(AdminContext context) : IAdminEndpoint
{
    private const int NamesMax = 5;

    public string Method => HttpMethods.Get;

    public string Path => "/ready";

    public string Summary => "200 LIVE while it takes traffic, else 503 and the state";

    public Task Answer(HttpContext http)
    {
        var state = context.Sidecar.Status.State;
        var isReady = state == SidecarState.Live && context.Sidecar.Identity is not { Svid: null };
        return http.Answer(isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, $"{StateShape.Word(state)}\n{Identity()}{Staleness()}");
    }

    private string Identity() => context.Sidecar.Identity switch
    {
        { Svid: null, Status.LastError: var error } => $"waits for an identity{(error is null ? "" : $": {error}")}\n",
        { Status.Disbelief: { } problem } => $"the identity is not believed: {problem}\n",
        _ => "",
    };

    /// <summary>Without a control plane traffic flows on, so that it is no reason to take the proxy out; but people should know.</summary>
    private string Staleness() => context.ControlPlane?.Status is { } status ? string.Concat(Lines(status, context.Sidecar.Status.State)) : "";

    internal static IEnumerable<string> Lines(DiscoveryStatus status, SidecarState state)
    {
        var why = status.LastError is { } error ? $": {error}" : "";
        if (state == SidecarState.Initializing)
            yield return status.Warming.Count > 0 ? $"waits for parts of {string.Join(", ", status.Warming.Take(NamesMax))}\n" : $"waits for the control plane {status.Server}{why}\n";
        else if (!status.IsConnected)
            yield return string.Create(CultureInfo.InvariantCulture, $"stale: no control plane since {status.Since:u}{Kept(status)}{why}\n");
        if (status.NotKept is { } problem) yield return $"not kept on disk: {problem}\n";
    }

    private static string Kept(DiscoveryStatus status) =>
        status.KeptAt is { } at ? string.Create(CultureInfo.InvariantCulture, $"; runs what was kept on disk at {at:u}") : "";
}

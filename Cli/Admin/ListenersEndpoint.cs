using ActorMesh.Cli.Hosting;
using ActorMesh.DataPlane.Listening;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Admin;

/// <summary><c>GET /listeners</c>: addresses that are really bound, and who is connected.</summary>
internal sealed class ListenersEndpoint(AdminContext context) : IAdminEndpoint
{
    public string Method => HttpMethods.Get;

    public string Path => "/listeners";

    public string Summary => "addresses that are bound, and their connections";

    public Task Answer(HttpContext http) => http.AnswerJson(context.Sidecar.Status.Listeners.Select(Shape), AdminJson.Readable.IEnumerableListenerShape);

    private ListenerShape Shape(ListenerStatus listener) => new(
        listener.Name,
        listener.Address.ToString(),
        listener.IsHttp ? "http" : "tcp",
        listener.Http?.Current.StatPrefix ?? listener.TcpConfiguration?.StatPrefix ?? "",
        listener.IsDraining ? "draining" : "active",
        new(listener.Active, listener.ParkedNow, listener.Accepted, listener.Refused),
        listener.Tls is { } tls ? new(tls.Handshakes, tls.Failures, tls.Plain, tls.PlainRefused) : null,
        context.Configuration.Reading.PositionOfListener(listener.Name));
}

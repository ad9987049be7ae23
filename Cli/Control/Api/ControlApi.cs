using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Hosting;
using ActorMesh.Runtime.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace ActorMesh.Cli.Control.Api;

/// <summary>Where people, the command line and the dashboard look at a control node and steer the mesh.</summary>
internal sealed class ControlApi(ControlContext context, ControlGate gate)
{
    /// <summary>Requests answered at a time; those beyond are told to come again.</summary>
    private const int RequestsMax = 64;

    private int _active;

    public void Map(IEndpointRouteBuilder routes)
    {
        List<IControlEndpoint> endpoints =
        [
            new ReadyEndpoint(context),
            new StatusEndpoint(context),
            new ApplyEndpoint(context),
            new RollbackEndpoint(context),
            new HistoryEndpoint(context),
            new VersionEndpoint(context),
            new ServicesEndpoint(context),
            new ProxyEndpoint(context),
            new MetricsEndpoint(context),
        ];
        endpoints.Add(new ListEndpoint([.. endpoints]));
        foreach (var endpoint in endpoints)
        {
            string[] methods = HttpMethods.IsGet(endpoint.Method) ? [HttpMethods.Get, HttpMethods.Head] : [endpoint.Method];
            routes.MapMethods(endpoint.Path, methods, http => Answer(http, endpoint));
        }
        routes.MapFallback("{*path}", http => Refuse(http, NoSuch(http, endpoints)));
    }

    private async Task Answer(HttpContext http, IControlEndpoint endpoint)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = RequestBody.BytesMax;
        try
        {
            if (Interlocked.Increment(ref _active) > RequestsMax) throw Busy();
            if (gate.Check(http.Request) is { } refusal) throw refusal;
            await endpoint.Answer(http);
        }
        catch (ControlRefusal refusal)
        {
            await Refuse(http, refusal);
        }
        catch (MeshDocumentException damaged)
        {
            await Refuse(http, new ControlRefusal(StatusCodes.Status500InternalServerError, ErrorShape.Of(
                "damaged", "the mesh cannot be shown", damaged.Message, "apply it again from its files")));
        }
        finally
        {
            Interlocked.Decrement(ref _active);
        }
    }

    private static ControlRefusal NoSuch(HttpContext http, List<IControlEndpoint> endpoints)
    {
        if (endpoints.Find(endpoint => endpoint.Path == http.Request.Path) is not { } same) return ControlRefusal.NotFound("there is no such path", "GET / lists those there are");
        http.Response.Headers.Allow = same.Method;
        return new ControlRefusal(StatusCodes.Status405MethodNotAllowed, ErrorShape.Of(
            "bad-request", "the request was not carried out", $"{same.Path} {(HttpMethods.IsPost(same.Method) ? "changes something" : "only shows")}", $"use {same.Method}"));
    }

    private static Task Refuse(HttpContext http, ControlRefusal refusal) => http.AnswerJson(refusal.Error, ControlJson.Readable.ErrorShape, refusal.Status);

    private static ControlRefusal Busy() => new(StatusCodes.Status503ServiceUnavailable, ErrorShape.Of(
        "busy", "the request was not carried out", $"{RequestsMax} requests are being answered", "come again in a second"));
}

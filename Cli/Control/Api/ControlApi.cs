using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Hosting;
using ActorMesh.Runtime.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace ActorMesh.Cli.Control.Api;

/// <summary>Where people, the command line and the dashboard look at a control node and steer the mesh.</summary>
internal sealed class ControlApi(ControlContext context, ControlGate gate)
{
    /// <summary>Requests answered at a time; those beyond are told to come again.</summary>
    public const int RequestsMax = 64;

    /// <summary>A request that takes longer, with its body and its answer, is cut.</summary>
    public static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(30);

    private static readonly MinDataRate SlowestReader = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    private int _active;

    /// <summary>Requests being answered now, but for those that are always answered.</summary>
    public int Active => Volatile.Read(ref _active);

    public void Map(IEndpointRouteBuilder routes)
    {
        var endpoints = Endpoints(context);
        foreach (var endpoint in endpoints)
        {
            string[] methods = HttpMethods.IsGet(endpoint.Method) ? [HttpMethods.Get, HttpMethods.Head] : [endpoint.Method];
            routes.MapMethods(endpoint.Path, methods, http => Answer(http, endpoint));
        }
        routes.MapFallback("{*path}", http => Refuse(http, NoSuch(http, endpoints)));
    }

    internal static List<IControlEndpoint> Endpoints(ControlContext context)
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
            new ForgetEndpoint(context),
            new TokenEndpoint(context),
            new TokenListEndpoint(context),
            new TokenRevokeEndpoint(context),
            new RootListEndpoint(context),
            new RootRotateEndpoint(context),
            new RootImportEndpoint(context),
            new CertificateListEndpoint(context),
            new DenialListEndpoint(context),
            new DenyEndpoint(context, allows: false),
            new DenyEndpoint(context, allows: true),
            new MetricsEndpoint(context),
        ];
        endpoints.Add(new ListEndpoint([.. endpoints]));
        return endpoints;
    }

    private async Task Answer(HttpContext http, IControlEndpoint endpoint)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = RequestBody.BytesMax;
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate) rate.MinDataRate = SlowestReader;
        try
        {
            if (gate.Check(http.Request, endpoint.IsOpen) is { } refusal) throw refusal;
            await (endpoint.IsAlwaysAnswered ? endpoint.Answer(http) : AnswerInTime(http, endpoint));
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
    }

    private async Task AnswerInTime(HttpContext http, IControlEndpoint endpoint)
    {
        var gone = http.RequestAborted;
        using var limit = new CancellationTokenSource(TimeMax, context.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(gone, limit.Token);
        http.RequestAborted = either.Token;
        try
        {
            if (Interlocked.Increment(ref _active) > RequestsMax) throw Busy();
            await endpoint.Answer(http);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            if (http.Response.HasStarted) http.Abort();
            else if (!gone.IsCancellationRequested) throw ControlRefusal.TooSlow($"it took longer than {TimeMax.TotalSeconds:0} s");
        }
        finally
        {
            Interlocked.Decrement(ref _active);
            http.RequestAborted = gone;
        }
    }

    private static ControlRefusal NoSuch(HttpContext http, List<IControlEndpoint> endpoints)
    {
        if (endpoints.Find(endpoint => endpoint.Path == http.Request.Path) is not { } same) return ControlRefusal.NotFound("there is no such path", "GET / lists those there are");
        http.Response.Headers.Allow = same.Method;
        return new ControlRefusal(StatusCodes.Status405MethodNotAllowed, ErrorShape.Of(
            "bad-request", "the request was not carried out", $"{same.Path} {(HttpMethods.IsPost(same.Method) ? "changes something" : "only shows")}", $"use {same.Method}"));
    }

    private static Task Refuse(HttpContext http, ControlRefusal refusal)
    {
        // What is left of its body is not waited for.
        if (refusal.Status == StatusCodes.Status408RequestTimeout) http.Response.Headers.Connection = "close";
        return http.AnswerJson(refusal.Error, ControlJson.Readable.ErrorShape, refusal.Status);
    }

    private static ControlRefusal Busy() => new(StatusCodes.Status503ServiceUnavailable, ErrorShape.Of(
        "busy", "the request was not carried out", $"{RequestsMax} requests are being answered", "come again in a second"));
}

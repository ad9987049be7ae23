using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Hosting;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary><c>POST /v1/proxies/ID/forget</c>: takes an endpoint away that nobody sees and that stays because too many others are out of sight.</summary>
internal sealed class ForgetEndpoint(ControlContext context) : IControlEndpoint
{
    private const string NotForgotten = "the proxy was not forgotten";

    public string Method => HttpMethods.Post;

    public string Path => "/v1/proxies/{id}/forget";

    public string Summary => "take a proxy's endpoint away that is out of sight for good";

    public async Task Answer(HttpContext http)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        var endpoints = context.Registry().Endpoints;
        var endpoint = endpoints.Services.SelectMany(endpoints.Of).Where(endpoint => endpoint.Registration.ProxyId == id).MaxBy(endpoint => endpoint.IsStale)
            ?? throw ControlRefusal.NotFound($"no proxy {Hocon.Reading.Quoted.Of(id)} is an endpoint by registration", "actormesh status names those that are out of sight");
        if (!endpoint.IsStale)
        {
            throw new ControlRefusal(StatusCodes.Status409Conflict, ErrorShape.Of(
                "conflict", NotForgotten, "it is in sight, or was a moment ago", "stop it: a proxy that ends in order takes its endpoint along"));
        }
        context.Forget(endpoint.Registration.Key);
        context.Talk.Say($"endpoint {endpoint.Registration.Address}:{endpoint.Registration.Port} of {endpoint.Registration.Service} was taken away: somebody said that {id} is no more");
        await http.AnswerJson(new ForgottenShape(ControlJson.ApiVersion, "Forgotten", id, endpoint.Registration.Service), ControlJson.Readable.ForgottenShape);
    }
}

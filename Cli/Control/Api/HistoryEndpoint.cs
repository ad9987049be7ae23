using System.Globalization;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Hosting;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary><c>GET /v1/versions</c>: what was applied, when and by whom.</summary>
internal sealed class HistoryEndpoint(ControlContext context) : IControlEndpoint
{
    public const int CountMax = 200;

    private const int CountUsual = 20;

    public string Method => HttpMethods.Get;

    public string Path => "/v1/versions";

    public string Takes => "?before=VERSION&count=N";

    public string Summary => "what was applied, the newest first";

    public async Task Answer(HttpContext http)
    {
        var before = Number(http.Request, "before", 0, 1, long.MaxValue);
        var count = (int)Number(http.Request, "count", CountUsual, 1, CountMax);
        var history = await context.Authority.History(before, count, http.RequestAborted);
        await http.AnswerJson(HistoryShape.Of(history), ControlJson.Readable.HistoryShape);
    }

    private static long Number(HttpRequest request, string name, long usual, long min, long max)
    {
        var text = request.Query[name].ToString();
        if (text.Length == 0) return usual;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw ControlRefusal.BadRequest($"{name} is not a whole number from {min} to {max}", "correct it, or leave it out");
    }
}

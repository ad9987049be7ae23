using System.Globalization;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Hosting;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary><c>GET /v1/versions/N</c>: the text of a version; <c>current</c> for the one that runs.</summary>
internal sealed class VersionEndpoint(ControlContext context) : IControlEndpoint
{
    private const string Current = "current";

    public string Method => HttpMethods.Get;

    public string Path => "/v1/versions/{version}";

    public string Summary => "the text of a version; current is the one that runs";

    public async Task Answer(HttpContext http)
    {
        var named = (string)http.Request.RouteValues["version"]!;
        if (!TryParse(named, out var number)) throw ControlRefusal.BadRequest("a version is a whole number from 1 on, or current", "GET /v1/versions lists them");
        var version = await context.Authority.Version(number, http.RequestAborted);
        if (version.Revision is null)
            throw number == 0
                ? ControlRefusal.NotFound("nothing was ever applied", "apply a mesh: actormesh apply FILE")
                : ControlRefusal.NotFound($"there is no version {number}", "actormesh history lists those there are");
        if (version.Document is null)
            throw new ControlRefusal(StatusCodes.Status410Gone, ErrorShape.Of(
                "not-found", "there is nothing to show", $"the text of version {version.Revision.Version} is not kept any more, only who applied it and when", "actormesh history shows that"));
        await http.AnswerJson(VersionShape.Of(version), ControlJson.Readable.VersionShape);
    }

    private static bool TryParse(string named, out long number)
    {
        number = 0;
        return named == Current || (long.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0);
    }
}

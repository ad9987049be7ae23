using ActorMesh.Cli.Control.Shapes;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary>A request to the control API is not carried out.</summary>
/// <param name="status">The answer's status.</param>
internal sealed class ControlRefusal(int status, ErrorShape error) : Exception(error.Why)
{
    public int Status => status;

    public ErrorShape Error => error;

    public static ControlRefusal BadRequest(string why, string help) =>
        new(StatusCodes.Status400BadRequest, ErrorShape.Of("bad-request", "the request was not carried out", why, help));

    public static ControlRefusal TooSlow(string why) =>
        new(StatusCodes.Status408RequestTimeout, ErrorShape.Of("too-slow", "the request was not carried out", why, "send it over a faster connection"));

    public static ControlRefusal NotFound(string why, string help, string what = "there is nothing to show") =>
        new(StatusCodes.Status404NotFound, ErrorShape.Of("not-found", what, why, help));
}

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActorMesh.Cli.Control.Shapes;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary>Reads what a request brings.</summary>
internal static class RequestBody
{
    /// <summary>What a request may weigh. A mesh of 2,000 services takes a hundredth of it.</summary>
    public const int BytesMax = 16 * 1024 * 1024;

    /// <exception cref="ControlRefusal">It is too large, or not what was asked for.</exception>
    public static async Task<T> Read<T>(HttpContext http, JsonTypeInfo<T> shape)
    {
        if (!http.Request.HasJsonContentType())
            throw new ControlRefusal(StatusCodes.Status415UnsupportedMediaType, ErrorShape.Of(
                "bad-request", "the request was not carried out", "the body is not said to be JSON", "send the header Content-Type: application/json"));
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, shape, http.RequestAborted)
                ?? throw ControlRefusal.BadRequest("the body is null", "send a JSON object; GET / lists what each path takes");
        }
        catch (JsonException e)
        {
            throw ControlRefusal.BadRequest($"the body is not as it should be: {e.Message}", "GET / lists what each path takes");
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            throw ControlRefusal.TooSlow("the body came too slowly");
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new ControlRefusal(e.StatusCode, ErrorShape.Of(
                "too-large", "the request was not carried out", $"the body is over {BytesMax / 1024 / 1024} MiB", "split the mesh into several"));
        }
    }
}

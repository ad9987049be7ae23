using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Hosting;

/// <summary>The two kinds of answer that our own servers give.</summary>
internal static class Answers
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    extension(HttpContext http)
    {
        public Task Answer(int status, string text, string contentType = "text/plain; charset=utf-8") =>
            http.Answer(status, Encoding.UTF8.GetBytes(text), contentType);

        /// <summary>Indented and ended by a line end, since people read it with curl and grep.</summary>
        public Task AnswerJson<T>(T value, JsonTypeInfo<T> shape, int status = StatusCodes.Status200OK) =>
            http.Answer(status, [.. JsonSerializer.SerializeToUtf8Bytes(value, shape), .. LineEnd], "application/json; charset=utf-8");

        private async Task Answer(int status, byte[] body, string contentType)
        {
            var response = http.Response;
            response.StatusCode = status;
            response.ContentType = contentType;
            response.ContentLength = body.Length;
            if (!HttpMethods.IsHead(http.Request.Method)) await response.Body.WriteAsync(body, http.RequestAborted);
        }
    }
}

using System.Buffers.Text;
using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Retrying;

/// <summary>A header by which an answer asks to be left alone for a while, such as <c>x-ratelimit-reset</c>.</summary>
public sealed class ResetHeader(byte[] name, ResetFormat format)
{
    /// <summary>How long from <paramref name="now"/>; null when the header is missing, no whole number, or over.</summary>
    public TimeSpan? Read(ResponseHead answer, DateTimeOffset now)
    {
        var slot = answer.Headers.Find(name);
        if (slot < 0) return null;
        var value = answer.Headers.Value(slot);
        if (!Utf8Parser.TryParse(value, out uint number, out var used) || used != value.Length) return null;
        var wait = format == ResetFormat.Seconds ? TimeSpan.FromSeconds(number) : DateTimeOffset.FromUnixTimeSeconds(number) - now;
        return wait > TimeSpan.Zero ? wait : null;
    }
}

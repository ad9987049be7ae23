using System.Buffers.Text;
using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>What is done to the headers of every answer, ours included.</summary>
internal static class ResponsePolicy
{
    public static void Apply(HeaderBlock headers, HttpConnectionSettings settings, HttpDate date, TimeSpan? upstreamTime)
    {
        switch (settings.ServerHeader)
        {
            case ServerHeader.Overwrite:
                headers.Remove(KnownHeader.Server);
                headers.Add("server"u8, settings.ServerName);
                break;
            case ServerHeader.AppendIfAbsent when headers.Find(KnownHeader.Server) < 0:
                headers.Add("server"u8, settings.ServerName);
                break;
        }

        if (headers.Find(KnownHeader.Date) < 0) headers.Add("date"u8, date.Now);
        if (settings.Via.Length > 0) headers.Add("via"u8, settings.Via);
        if (upstreamTime is not { } time || settings.SuppressEnvoyHeaders) return;
        Span<byte> text = stackalloc byte[20];
        Utf8Formatter.TryFormat((long)time.TotalMilliseconds, text, out var length);
        headers.Remove("x-envoy-upstream-service-time"u8);
        headers.Add("x-envoy-upstream-service-time"u8, text[..length]);
    }
}

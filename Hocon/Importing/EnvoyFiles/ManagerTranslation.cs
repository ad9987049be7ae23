using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Writing;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Observability;

namespace ActorMesh.Hocon.Importing.EnvoyFiles;

/// <summary>Reads what a connection manager says of all its requests: traces, log, size of heads.</summary>
internal static class ManagerTranslation
{
    public static void Read(HttpConnectionManager manager, PolicyWriter writer, EnvoyFile file)
    {
        if (manager.MaxRequestHeadersKb is { } kilobytes) writer.Word("limits.max-headers", Words.Bytes(Math.Clamp(kilobytes, 1, 1024) * 1024));
        if (manager.CommonHttpProtocolOptions is { IdleTimeout: not null } common) file.Notes.NotCarried(file.At(common), "callers' idle connections end by timeout.idle of the service");
        if (manager.Tracing is { } tracing) writer.Share("tracing.sample", (decimal)(tracing.RandomSampling?.Value ?? 100), file.At(tracing));
        foreach (var extra in manager.AccessLog.Skip(1)) file.Notes.NotCarried(file.At(extra), "a request leaves one line");
        if (manager.AccessLog is not [var log, ..])
        {
            writer.Target.Set("access-log", DraftNode.Off);
            return;
        }

        writer.Target.Set("access-log.enabled", DraftNode.On);
        if (file.Payload<StdoutAccessLog>(log.TypedConfig)?.LogFormat is { TextFormat.Length: > 0 }) writer.Word("access-log.format", "text");
        if (log.Filter?.RuntimeFilter?.PercentSampled is { } sampled) writer.Share("access-log.sample", RouteTranslation.Percent(sampled), file.At(log));
    }
}

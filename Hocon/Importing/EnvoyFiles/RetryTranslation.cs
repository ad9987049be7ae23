using System.Globalization;
using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Mesh.Values;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using XdsRoute = ActorMesh.Runtime.Contracts.Envoy.Routes.Route;

namespace ActorMesh.Hocon.Importing.EnvoyFiles;

/// <summary>Reads when a request is tried again.</summary>
internal sealed class RetryTranslation(EnvoyFile file)
{
    public void Read(RetryPolicy retries, XdsRoute route, PolicyWriter writer)
    {
        var at = file.At(retries);
        writer.Count("retries.max-attempts", (retries.NumRetries ?? 1) + 1L, at, 1, 10);
        writer.Patience("timeout.per-try", EnvoyFile.Time(retries.PerTryTimeout), at);
        var meant = MeshFields.Of(route.Metadata, MeshMetadata.Retries);
        var codes = retries.RetriableStatusCodes.Select(code => code.ToString(CultureInfo.InvariantCulture)).Where(RetryConditions.IsStatus);
        IReadOnlyList<string> conditions = meant?.Texts("on")?.Where(word => word != "retriable-headers").ToList() ?? [.. RetryConditions.Of(retries.RetryOn, at, file.Notes).Concat(codes).Distinct(StringComparer.Ordinal)];
        writer.Texts("retries.on", conditions);
        writer.Texts("retries.retriable-headers", [.. retries.RetriableHeaders.Select(Sign).OfType<string>()]);
        if (EnvoyFile.Time(retries.PerTryIdleTimeout) is { } silence) writer.Patience("timeout.per-try-idle", silence, at);
        ReadWaits(retries, writer, at);
        if (meant?.Truth("origin-mark") is { } marks) writer.Switch("retries.origin-mark", marks);
        if (meant?.Text("jitter") == "none") writer.Word("retries.backoff.jitter", "none");
        if (meant?.Text("methods") == "all") writer.Target.Set("idempotent", DraftNode.On);
        else if (meant?.Texts("methods") is { } methods) writer.Texts("retries.methods", methods);
        else if (retries.NumRetries is null or > 0)
            file.Notes.Approximated(at, "Envoy retries every method; here only those are that retries.methods lists", "say idempotent = on where a request may be sent twice");
    }

    private static void ReadWaits(RetryPolicy retries, PolicyWriter writer, ImportPlace at)
    {
        if (retries.RetryBackOff is { } backoff)
        {
            var minute = TimeSpan.FromMinutes(1);
            var least = EnvoyFile.Time(backoff.BaseInterval);
            writer.Duration("retries.backoff.base", least, at, PolicyWriter.Millisecond, minute);
            writer.Duration("retries.backoff.max", EnvoyFile.Time(backoff.MaxInterval) ?? least * 10, at, PolicyWriter.Millisecond, minute * 10);
        }
    }

    private string? Sign(HeaderMatcher matcher)
    {
        var value = matcher.StringMatch is { HasExact: true } text ? text.Exact : matcher.HasExactMatch ? matcher.ExactMatch : null;
        if (!matcher.InvertMatch && (value is not null || (matcher.HasPresentMatch && matcher.PresentMatch))) return new HeaderSign(matcher.Name, value).ToString();
        file.Notes.NotCarried(file.At(matcher), "a header of an answer asks for another try by being there, or by its exact value");
        return null;
    }
}

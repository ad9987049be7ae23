using ActorMesh.Runtime.Contracts;
using System.Globalization;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Routing;
using ActorMesh.Hocon.Importing.Writing;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using XdsRoute = ActorMesh.Runtime.Contracts.Envoy.Routes.Route;

namespace ActorMesh.Hocon.Importing.EnvoyFiles;

/// <summary>Reads what happens to a request on its way: patience, further tries, copies, other paths.</summary>
internal sealed class ActionTranslation(EnvoyFile file, ClusterTable clusters)
{
    /// <returns>Where copies go; null: nowhere.</returns>
    public ImportedDestination? Read(RouteAction action, XdsRoute route, PolicyWriter writer)
    {
        foreach (var name in Names(action))
        {
            if (clusters.Variant(name) is { } variant) ClusterPolicies.Read(variant, writer, file);
        }

        writer.Patience("timeout.request", EnvoyFile.Time(action.Timeout), file.At(action, RouteAction.TimeoutFieldNumber));
        writer.Patience("timeout.idle", EnvoyFile.Time(action.IdleTimeout), file.At(action, RouteAction.IdleTimeoutFieldNumber));
        if (action.RetryPolicy is { } retries) ReadRetries(retries, route, writer);
        else writer.Word("retries.max-attempts", "1");
        if (action.RetryPolicy?.PerTryTimeout is null) writer.Target.Set("timeout.per-try", DraftNode.Off);
        if (route.PerRequestBufferLimitBytes is { } bytes)
            writer.Word("limits.max-retry-buffer", Words.Bytes(Math.Min(bytes, 64 << 20)));
        if (MeshFields.Of(route.Metadata, MeshMetadata.Hedging) is { } hedging) hedging.Copy(writer, "hedging", "delay", "max");
        else if (action.HedgePolicy is { HedgeOnPerTryTimeout: true } hedge)
            file.Notes.NotCarried(file.At(hedge), "a second copy is sent after a delay, not when a try times out", "write hedging.delay");
        ReadHash(action, writer);
        ReadRewrite(action, writer);
        return ReadMirror(action, writer);
    }

    private static IEnumerable<string> Names(RouteAction action) =>
        action.WeightedClusters is { } split ? split.Clusters.Select(share => share.Name).Take(1) : [action.Cluster];

    private void ReadRetries(RetryPolicy retries, XdsRoute route, PolicyWriter writer)
    {
        var at = file.At(retries);
        writer.Count("retries.max-attempts", (retries.NumRetries ?? 1) + 1L, at, 1, 10);
        writer.Patience("timeout.per-try", EnvoyFile.Time(retries.PerTryTimeout), at);
        var meant = MeshFields.Of(route.Metadata, MeshMetadata.Retries);
        var codes = retries.RetriableStatusCodes.Select(code => code.ToString(CultureInfo.InvariantCulture)).Where(RetryConditions.IsStatus);
        var conditions = meant?.Texts("on") ?? [.. RetryConditions.Of(retries.RetryOn, at, file.Notes).Concat(codes).Distinct(StringComparer.Ordinal)];
        writer.Texts("retries.on", conditions);
        if (retries.RetryBackOff is { } backoff)
        {
            var minute = TimeSpan.FromMinutes(1);
            var least = EnvoyFile.Time(backoff.BaseInterval);
            writer.Duration("retries.backoff.base", least, at, PolicyWriter.Millisecond, minute);
            writer.Duration("retries.backoff.max", EnvoyFile.Time(backoff.MaxInterval) ?? least * 10, at, PolicyWriter.Millisecond, minute * 10);
        }

        if (meant?.Text("jitter") == "none") writer.Word("retries.backoff.jitter", "none");
        if (meant?.Text("methods") == "all") writer.Target.Set("idempotent", DraftNode.On);
        else if (meant?.Texts("methods") is { } methods) writer.Texts("retries.methods", methods);
        else if (retries.NumRetries is null or > 0)
            file.Notes.Approximated(at, "Envoy retries every method; here only those are that retries.methods lists", "say idempotent = on where a request may be sent twice");
    }

    private void ReadHash(RouteAction action, PolicyWriter writer)
    {
        foreach (var (index, policy) in action.HashPolicy.Index())
        {
            var source = policy.PolicySpecifierCase switch
            {
                RouteAction.Types.HashPolicy.PolicySpecifierOneofCase.Header => $"header:{policy.Header.HeaderName}",
                RouteAction.Types.HashPolicy.PolicySpecifierOneofCase.Cookie => $"cookie:{policy.Cookie.Name}",
                RouteAction.Types.HashPolicy.PolicySpecifierOneofCase.QueryParameter => $"query:{policy.QueryParameter.Name}",
                RouteAction.Types.HashPolicy.PolicySpecifierOneofCase.ConnectionProperties => "client-ip",
                _ => null,
            };
            if (index > 0 || source is null) file.Notes.NotCarried(file.At(policy), "a request is hashed by one thing");
            else writer.Target.Set("load-balancer.hash-on", new DraftText(source));
        }
    }

    private ImportedDestination? ReadMirror(RouteAction action, PolicyWriter writer)
    {
        foreach (var extra in action.RequestMirrorPolicies.Skip(1)) file.Notes.NotCarried(file.At(extra), "a route is mirrored to one place");
        if (action.RequestMirrorPolicies is not [var mirror, ..]) return null;
        if (mirror.RuntimeFraction?.DefaultValue is { } fraction && RouteTranslation.Percent(fraction) is var share and < 100)
            writer.Share("mirror.share", share, file.At(mirror));
        return clusters.Destination(mirror.Cluster, 1, file.At(mirror));
    }

    private void ReadRewrite(RouteAction action, PolicyWriter writer)
    {
        writer.Text("rewrite.path-prefix", action.PrefixRewrite is { Length: > 0 } prefix ? prefix : null);
        if (action.RegexRewrite is { } regex)
        {
            writer.Text("rewrite.regex", regex.Pattern?.Regex);
            writer.Text("rewrite.substitution", regex.Substitution);
        }

        if (action.HostRewriteSpecifierCase == RouteAction.HostRewriteSpecifierOneofCase.HostRewriteLiteral) writer.Text("rewrite.host", action.HostRewriteLiteral);
        else if (action.HostRewriteSpecifierCase != RouteAction.HostRewriteSpecifierOneofCase.None)
            file.Notes.NotCarried(file.At(action), "the host of a request is changed to a name that stands in the file, or not at all");
    }
}

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
/// <param name="isEntrance">Requests come from outside the mesh, and their headers change no policy.</param>
internal sealed class ActionTranslation(EnvoyFile file, ClusterTable clusters, bool isEntrance)
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
        writer.Patience("timeout.max-duration", EnvoyFile.Time(action.MaxStreamDuration?.MaxStreamDuration_), file.At(action));
        ReadOverrides(route, writer);
        if (action.RetryPolicy is { } retries) new RetryTranslation(file).Read(retries, route, writer);
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

    private void ReadOverrides(XdsRoute route, PolicyWriter writer)
    {
        if (MeshFields.Of(route.Metadata, MeshMetadata.Overrides) is not { } overrides) return;
        if (!isEntrance && overrides.Text("headers") is { } headers) writer.Word("timeout.from-headers", headers);
        if (overrides.Truth("respect-deadline") is { } respected) writer.Switch("timeout.propagate-deadline", respected);
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

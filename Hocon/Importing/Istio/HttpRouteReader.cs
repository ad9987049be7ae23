using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Kubernetes;
using ActorMesh.Hocon.Importing.Routing;
using ActorMesh.Hocon.Importing.Sources;
using ActorMesh.Hocon.Importing.Writing;

namespace ActorMesh.Hocon.Importing.Istio;

/// <summary>Reads HTTPRoute of a VirtualService.</summary>
internal sealed class HttpRouteReader(HostTable hosts, string? space, ImportNotes notes)
{
    /// <returns>Null when no match of it could be carried over.</returns>
    public ImportedRule? Read(Fields route)
    {
        route.Drop("delegate", "routes of other VirtualServices are not drawn in; write them out");
        var body = new DraftObject();
        var writer = new PolicyWriter(body, notes);
        var name = route.Text("name");
        var destinations = ReadDestinations(route, body);
        var matches = route.Objects("match");
        var read = matches.Select(match => HttpMatchReader.Read(match, destinations.FirstOrDefault()?.Service.Port)).OfType<DraftObject>().ToList();
        var matchKeys = matches.SelectMany(match => match.Object("uri")?.Keys ?? []).Distinct(StringComparer.Ordinal).ToList();
        ReadRewrite(route, writer, matchKeys);
        ReadRedirect(route, writer);
        ReadResponse(route, writer);
        var mirror = ReadMirror(route, writer);
        HeaderOperations.Read(route, body);
        writer.Patience("timeout.request", route.Duration("timeout"), route.At("timeout"));
        ReadRetries(route, writer);
        FaultReader.Read(route, writer);
        CorsReader.Read(route, writer);
        if (matches.Count > 0 && read.Count == 0) return null;
        return new ImportedRule(route.Here, name, read, body, destinations) { Mirror = mirror };
    }

    private List<ImportedDestination> ReadDestinations(Fields route, DraftObject body)
    {
        List<ImportedDestination> destinations = [];
        var items = route.Objects("route");
        foreach (var item in items)
        {
            var weight = item.Integer("weight", 0, int.MaxValue) ?? (items.Count == 1 ? 1 : 0);
            if (items.Count == 1 && weight == 0) weight = 1;
            if (items.Count == 1) HeaderOperations.Read(item, body);
            else item.Drop("headers", "headers are changed for a route, not for one of its destinations");
            if (item.Object("destination") is { } destination && Destination(destination, weight) is { } read) destinations.Add(read);
        }

        return destinations;
    }

    private ImportedDestination? Destination(Fields destination, long weight)
    {
        if (destination.Text("host") is not { } host) return null;
        var port = destination.Object("port")?.Integer("number", 1, 65535);
        return new ImportedDestination(hosts.Resolve(host, space, destination.At("port"), port), destination.Text("subset"), weight, destination.Here);
    }

    private void ReadRewrite(Fields route, PolicyWriter writer, List<string> matchKeys)
    {
        if (route.Object("rewrite") is not { } rewrite) return;
        writer.Text("rewrite.host", rewrite.Text("authority"));
        if (rewrite.Object("uriRegexRewrite") is { } regex)
        {
            writer.Text("rewrite.regex", regex.Text("match"));
            writer.Text("rewrite.substitution", regex.Text("rewrite"));
        }
        else if (rewrite.Text("uri") is { } uri)
        {
            if (matchKeys.Contains("regex", StringComparer.Ordinal) || matchKeys.Count == 0)
                notes.NotCarried(rewrite.At("uri"), "it takes the place of what path or path-prefix matched, and this route matches by neither");
            else
                writer.Text("rewrite.path-prefix", uri);
        }
    }

    private static void ReadRedirect(Fields route, PolicyWriter writer)
    {
        if (route.Object("redirect") is not { } redirect) return;
        writer.Text("redirect.scheme", redirect.Text("scheme"));
        writer.Text("redirect.host", redirect.Text("authority"));
        writer.Count("redirect.port", redirect.Integer("port", 1, 65535), redirect.At("port"), 1, 65535);
        redirect.Drop("derivePort", "the port of a redirect is written or left to the scheme");
        writer.Text("redirect.path", redirect.Text("uri"));
        writer.Text("redirect.path-prefix", redirect.Text("prefixRewrite"));
        writer.Count("redirect.status", redirect.Integer("redirectCode", 100, 599) ?? 301, redirect.At("redirectCode"), 301, 308);
    }

    private static void ReadResponse(Fields route, PolicyWriter writer)
    {
        if (route.Object("directResponse") is not { } response) return;
        writer.Count("respond.status", response.Integer("status", 100, 599), response.At("status"), 200, 599);
        if (response.Object("body") is not { } body) return;
        writer.Text("respond.body", body.Text("string"));
        body.Drop("bytes", "a body of bytes is not carried over; write it as text");
    }

    private ImportedDestination? ReadMirror(Fields route, PolicyWriter writer)
    {
        var percent = route.Object("mirrorPercentage")?.Number("value", 0, 100) ?? route.Number("mirrorPercent", 0, 100);
        var mirror = route.Object("mirror") is { } single ? Mirror(single, percent, writer) : null;
        foreach (var item in route.Objects("mirrors"))
        {
            var share = item.Object("percentage")?.Number("value", 0, 100);
            if (item.Object("destination") is not { } destination) continue;
            if (mirror is null)
            {
                mirror = Mirror(destination, share, writer);
                continue;
            }

            destination.Ignore("host", "subset", "port");
            notes.NotCarried(item.Here, "a route is mirrored to one place");
        }

        return mirror;
    }

    private ImportedDestination? Mirror(Fields destination, double? percent, PolicyWriter writer)
    {
        if (percent is { } share and not 100) writer.Share("mirror.share", (decimal)share, destination.Here);
        return Destination(destination, 1);
    }

    private void ReadRetries(Fields route, PolicyWriter writer)
    {
        if (route.Object("retries") is not { } retries) return;
        if (retries.Integer("attempts", 0, int.MaxValue) is { } attempts) writer.Count("retries.max-attempts", attempts + 1, retries.At("attempts"), 1, 10);
        writer.Patience("timeout.per-try", retries.Duration("perTryTimeout"), retries.At("perTryTimeout"));
        if (retries.Text("retryOn") is { } conditions) writer.Texts("retries.on", RetryConditions.Of(conditions, retries.At("retryOn"), notes));
        writer.Duration("retries.backoff.base", retries.Duration("backoff"), retries.At("backoff"), PolicyWriter.Millisecond, TimeSpan.FromMinutes(1));
        if (retries.Duration("backoff") is { } wait && wait > TimeSpan.FromMilliseconds(250))
            writer.Duration("retries.backoff.max", wait * 10, retries.At("backoff"), PolicyWriter.Millisecond, TimeSpan.FromMinutes(10));
        retries.Drop("retryRemoteLocalities", "which zone a retry goes to is up to the balancer");
        retries.Drop("retryIgnorePreviousHosts", "a retry always goes to another replica where there is one");
    }
}

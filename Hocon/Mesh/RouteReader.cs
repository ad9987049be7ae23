using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Mesh.Schema;
using ActorMesh.Hocon.Mesh.Values;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary>Reads a route of a checked file.</summary>
/// <param name="outerLayers">What the service's policies come from.</param>
/// <param name="outer">The service's policies.</param>
/// <param name="versions">Of the service.</param>
internal sealed class RouteReader(
    string service, IReadOnlyList<ServiceVersion> versions, IReadOnlyList<ConfigObject> outerLayers, PolicySet outer, SchemaCheck check)
{
    private static readonly string[] Deciders = ["split", "redirect", "respond"];

    public Route Read(ConfigEntry entry)
    {
        var written = (ConfigObject)entry.Value;
        var path = $"services.{service}.routes.{entry.Key}";
        var layers = new Layers([Reference.Route, written]);
        IReadOnlyList<ConfigObject> policyLayers = [.. outerLayers, PolicyKeys.Of(written)];
        Exclude(written, Deciders, path);
        return new Route(
            entry.Key, entry.KeySpan, new MatchReader(check).Read(written, entry.KeySpan, path), Split(written), RewriteOf(layers, written, path),
            RedirectOf(layers, written, path), ResponseOf(layers, written), MirrorOf(layers, written), Headers(written), layers.Switch("idempotent"),
            PolicySet.Read(new Layers(policyLayers), outer), policyLayers);
    }

    private static List<SplitShare> Split(ConfigObject written) => written.Value("split") is not ConfigObject split
        ? []
        : [.. split.Entries.Select(entry => new SplitShare(entry.KeySpan, entry.Key, (double)Layers.Amount(Quantity.Share, ((ConfigScalar)entry.Value).Text)))];

    private Rewrite? RewriteOf(Layers layers, ConfigObject written, string path)
    {
        if (written.Entry("rewrite") is not { Value: ConfigObject rewrite } entry) return null;
        var section = layers.Section("rewrite");
        Exclude(rewrite, ["path-prefix", "regex"], $"{path}.rewrite");
        if (rewrite.Value("regex") is null != rewrite.Value("substitution") is null)
            check.Error(entry.KeySpan, "AM0112", $"{path}.rewrite", "rewrite has one of regex and substitution without the other", "write both");
        return new Rewrite(
            entry.KeySpan, section.TextOrNone("path-prefix"), section.TextOrNone("regex"), section.TextOrNone("substitution"), section.TextOrNone("host"));
    }

    private Redirect? RedirectOf(Layers layers, ConfigObject written, string path)
    {
        if (written.Entry("redirect") is not { Value: ConfigObject redirect } entry) return null;
        var section = layers.Section("redirect");
        Exclude(redirect, ["path", "path-prefix"], $"{path}.redirect");
        var status = section.Count("status");
        if (status.Value is 304 or 305 or 306)
            check.Error(status.Origin, "AM0106", $"{path}.redirect.status", $"status {status.Value} sends nobody anywhere", "write 301, 302, 303, 307 or 308");
        return new Redirect(
            entry.KeySpan, section.TextOrNone("scheme"), section.TextOrNone("host"), section.CountOrNone("port"), section.TextOrNone("path"),
            section.TextOrNone("path-prefix"), status);
    }

    private static FixedResponse? ResponseOf(Layers layers, ConfigObject written)
    {
        if (written.Entry("respond") is not { } entry) return null;
        var section = layers.Section("respond");
        return new FixedResponse(entry.KeySpan, section.Count("status"), section.Text("body"));
    }

    private Mirror? MirrorOf(Layers layers, ConfigObject written)
    {
        if (written.Entry("mirror") is not { } entry) return null;
        var section = layers.Section("mirror");
        var (to, origin) = section.TextOrNone("to");
        var isVersion = versions.Any(version => version.Name == to);
        return new Mirror(
            entry.KeySpan, new Setting<string?>(isVersion ? to : null, origin), new Setting<string?>(isVersion ? null : to, origin), section.Share("share"));
    }

    private static HeaderChanges? Headers(ConfigObject written)
    {
        if (written.Entry("headers") is not { Value: ConfigObject headers } entry) return null;
        return new HeaderChanges(
            entry.KeySpan,
            Pairs(headers.At("request", "set")), Pairs(headers.At("request", "add")), Names(headers.At("request", "remove")),
            Pairs(headers.At("response", "set")), Pairs(headers.At("response", "add")), Names(headers.At("response", "remove")));
    }

    /// <summary>Says so when more than one of <paramref name="keys"/> is written: one of them decides.</summary>
    private void Exclude(ConfigObject written, string[] keys, string path)
    {
        var present = keys.Select(written.Entry).OfType<ConfigEntry>().ToList();
        if (present.Count > 1)
            check.Error(present[1].KeySpan, "AM0113", $"{path}.{present[1].Key}", $"{path} has {present[0].Key} and {present[1].Key}", "keep one of them");
    }

    private static List<KeyValuePair<string, string>> Pairs(ConfigValue? section) => section is not ConfigObject pairs
        ? []
        : [.. pairs.Entries.Where(entry => entry.Value is ConfigScalar).Select(entry => KeyValuePair.Create(entry.Key, ((ConfigScalar)entry.Value).Text))];

    private static IReadOnlyList<string> Names(ConfigValue? list) => list is ConfigArray names ? Layers.TextsOf(names) : [];
}

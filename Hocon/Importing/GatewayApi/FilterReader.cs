using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Kubernetes;
using ActorMesh.Hocon.Importing.Routing;
using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.GatewayApi;

/// <summary>Reads the filters of a rule.</summary>
internal sealed class FilterReader(HostTable hosts, string? space)
{
    /// <param name="matchesExactly">Whether all matches of the rule are by an exact path.</param>
    /// <returns>Where copies go; null: nowhere.</returns>
    public ImportedDestination? Read(Fields rule, PolicyWriter writer, bool matchesExactly)
    {
        ImportedDestination? mirror = null;
        foreach (var filter in rule.Objects("filters"))
        {
            filter.Ignore("type");
            ReadHeaders(filter.Object("requestHeaderModifier"), "request", writer);
            ReadHeaders(filter.Object("responseHeaderModifier"), "response", writer);
            ReadRedirect(filter.Object("requestRedirect"), writer);
            ReadRewrite(filter.Object("urlRewrite"), writer, matchesExactly);
            mirror = ReadMirror(filter.Object("requestMirror"), writer, mirror);
            ReadCors(filter.Object("cors"), writer);
            filter.Drop("externalAuth", "nobody outside the mesh is asked for permission; who may call is said by authz");
            filter.Drop("extensionRef", "extensions have no counterpart");
        }

        return mirror;
    }

    private static void ReadHeaders(Fields? modifier, string side, PolicyWriter writer)
    {
        if (modifier is null) return;
        foreach (var operation in (string[])["set", "add"])
        foreach (var header in modifier.Objects(operation))
        {
            var value = header.Text("value") ?? "";
            if (header.Text("name") is { } name) writer.Target.Section("headers").Section(side).Section(operation).Put(name, new DraftText(value));
        }

        writer.Texts($"headers.{side}.remove", modifier.Texts("remove"));
    }

    private static void ReadRedirect(Fields? redirect, PolicyWriter writer)
    {
        if (redirect is null) return;
        writer.Text("redirect.scheme", redirect.Text("scheme"));
        writer.Text("redirect.host", redirect.Text("hostname"));
        writer.Count("redirect.port", redirect.Integer("port", 1, 65535), redirect.At("port"), 1, 65535);
        if (redirect.Object("path") is { } path)
        {
            path.Ignore("type");
            writer.Text("redirect.path", path.Text("replaceFullPath"));
            writer.Text("redirect.path-prefix", path.Text("replacePrefixMatch"));
        }

        writer.Count("redirect.status", redirect.Integer("statusCode", 100, 599) ?? 302, redirect.At("statusCode"), 301, 308);
    }

    private static void ReadRewrite(Fields? rewrite, PolicyWriter writer, bool matchesExactly)
    {
        if (rewrite is null) return;
        writer.Text("rewrite.host", rewrite.Text("hostname"));
        if (rewrite.Object("path") is not { } path) return;
        path.Ignore("type");
        writer.Text("rewrite.path-prefix", path.Text("replacePrefixMatch"));
        if (path.Text("replaceFullPath") is not { } full) return;
        if (matchesExactly)
        {
            writer.Text("rewrite.path-prefix", full);
            return;
        }

        writer.Text("rewrite.regex", "^.*$");
        // A backslash would begin the number of a group.
        writer.Text("rewrite.substitution", full.Replace("\\", "\\\\", StringComparison.Ordinal));
    }

    private ImportedDestination? ReadMirror(Fields? mirror, PolicyWriter writer, ImportedDestination? before)
    {
        if (mirror?.Object("backendRef") is not { } backend) return before;
        var percent = (decimal?)mirror.Number("percent", 0, 100);
        if (mirror.Object("fraction") is { } fraction && fraction.Integer("numerator", 0, int.MaxValue) is { } numerator)
            percent = Math.Min(100, 100m * numerator / (fraction.Integer("denominator", 1, int.MaxValue) ?? 100));
        if (before is not null)
        {
            backend.Ignore("group", "kind", "name", "namespace", "port");
            writer.Notes.NotCarried(mirror.Here, "a route is mirrored to one place");
            return before;
        }

        if (percent is { } share and not 100) writer.Share("mirror.share", decimal.Round(share, 6), mirror.Here);
        return BackendReference.Read(backend, hosts, space) is { } service ? new ImportedDestination(service, null, 1, backend.Here) : null;
    }

    private static void ReadCors(Fields? cors, PolicyWriter writer)
    {
        if (cors is null) return;
        writer.Texts("cors.allow-origins", cors.Texts("allowOrigins"));
        writer.Texts("cors.allow-methods", cors.Texts("allowMethods"));
        writer.Texts("cors.allow-headers", cors.Texts("allowHeaders"));
        writer.Texts("cors.expose-headers", cors.Texts("exposeHeaders"));
        if (cors.Integer("maxAge", 0, int.MaxValue) is { } seconds)
            writer.Duration("cors.max-age", TimeSpan.FromSeconds(seconds), cors.At("maxAge"), TimeSpan.FromSeconds(1), TimeSpan.FromHours(24));
        if (cors.Truth("allowCredentials") == true) writer.Target.Set("cors.allow-credentials", DraftNode.On);
    }
}

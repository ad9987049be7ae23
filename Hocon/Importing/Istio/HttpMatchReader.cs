using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.Istio;

/// <summary>Reads HTTPMatchRequest. A match that has a condition without a counterpart is left out: without it more would match than is meant.</summary>
internal static class HttpMatchReader
{
    private static readonly string[] Uncarried = ["scheme", "authority", "sourceLabels", "sourceNamespace", "gateways"];

    /// <returns>A section for <c>match</c>, or null when it is left out.</returns>
    public static DraftObject? Read(Fields match, long? servicePort)
    {
        var notes = match.Notes;
        var isWhole = true;
        foreach (var key in Uncarried.Where(match.Has))
        {
            match.Drop(key, $"a route cannot match by {key}; the whole match is left out, since without it more would match");
            isWhole = false;
        }

        match.Drop("statPrefix", "routes have the statistics of their own name");
        if (match.Integer("port", 1, 65535) is { } port && port != servicePort)
        {
            notes.NotCarried(match.At("port"), $"a service has one port, which is not {port}; the match is left out");
            isWhole = false;
        }

        var section = new DraftObject();
        if (match.Truth("ignoreUriCase") == true)
            notes.NotCarried(match.At("ignoreUriCase"), "paths are matched with their case; fewer requests match");
        isWhole &= ReadPath(match, section);
        isWhole &= ReadMethod(match, section);
        ReadPairs(match, "headers", "header", section);
        ReadPairs(match, "queryParams", "query", section);
        isWhole &= ReadAbsent(match, section);
        // Its name tells matches of a rule apart in statistics only.
        match.Ignore("name");
        return isWhole ? section : null;
    }

    private static bool ReadPath(Fields match, DraftObject section)
    {
        if (match.Object("uri") is not { } uri) return true;
        if (uri.Text("exact") is { } exact) return SetPath(uri, "path", exact, section);
        if (uri.Text("regex") is { } regex) section.Put("path-regex", new DraftText(regex));
        if (uri.Text("prefix") is not { } prefix) return true;
        if (!SetPath(uri, "path-prefix", prefix, section)) return false;
        if (!prefix.EndsWith('/'))
        {
            var message = $"a path-prefix ends on a boundary: {prefix} is {prefix} and {prefix}/x, not {prefix}x";
            match.Notes.Approximated(uri.At("prefix"), message);
        }

        return true;
    }

    private static bool SetPath(Fields uri, string key, string path, DraftObject section)
    {
        section.Put(key, new DraftText(path));
        if (path.StartsWith('/')) return true;
        uri.Notes.NotCarried(uri.At(key == "path" ? "exact" : "prefix"), "a path begins with /; the match is left out, since nothing would fit it");
        return false;
    }

    private static bool ReadMethod(Fields match, DraftObject section)
    {
        if (match.Object("method") is not { } method) return true;
        var methods = method.Text("exact") is { } exact ? [exact] : method.Text("regex")?.Trim('^', '$', '(', ')').Split('|') ?? [];
        if (methods.Length > 0 && methods.All(name => name.Length > 0 && name.All(char.IsAsciiLetterUpper)))
        {
            section.Put("methods", DraftList.OfTexts(methods));
            return true;
        }

        method.Ignore("prefix");
        match.Notes.NotCarried(match.At("method"), "methods are listed one by one; the whole match is left out, since without it more would match");
        return false;
    }

    private static void ReadPairs(Fields match, string key, string sectionKey, DraftObject section)
    {
        if (match.Object(key) is not { } pairs) return;
        foreach (var name in pairs.Keys)
        {
            if (pairs.Object(name) is { } condition) section.Section(sectionKey).Put(name, StringMatches.Of(condition));
        }
    }

    private static bool ReadAbsent(Fields match, DraftObject section)
    {
        if (match.Object("withoutHeaders") is not { } without) return true;
        var isWhole = true;
        foreach (var name in without.Keys)
        {
            if (without.Object(name) is not { } condition) continue;
            if (condition.Keys.Any())
            {
                condition.Ignore("exact", "prefix", "regex");
                without.Notes.NotCarried(without.At(name), "a header can be required to be absent, not to have another value; the match is left out");
                isWhole = false;
            }
            else
            {
                section.Section("header").Section(name).Put("present", DraftNode.Off);
            }
        }

        return isWhole;
    }
}

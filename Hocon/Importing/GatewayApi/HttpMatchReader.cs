using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.GatewayApi;

/// <summary>Reads HTTPRouteMatch.</summary>
internal static class HttpMatchReader
{
    public static DraftObject? Read(Fields match)
    {
        var section = new DraftObject();
        if (match.Object("path") is { } path && path.Text("value") is var value)
        {
            var key = path.Text("type") switch
            {
                "Exact" => "path",
                "RegularExpression" => "path-regex",
                null or "PathPrefix" => "path-prefix",
                _ => null,
            };
            if (key is null || (key != "path-regex" && value?.StartsWith('/') == false))
            {
                match.Notes.NotCarried(path.Here, "paths are matched exactly, by prefix or by an expression, and begin with /; the match is left out");
                return null;
            }

            section.Put(key, new DraftText(value ?? "/"));
        }

        if (match.Text("method") is { } method) section.Put("methods", DraftList.OfTexts([method]));
        return ReadPairs(match, "headers", "header", section) & ReadPairs(match, "queryParams", "query", section) ? section : null;
    }

    /// <returns>False when a condition has no counterpart.</returns>
    public static bool ReadPairs(Fields match, string key, string sectionKey, DraftObject section)
    {
        var isWhole = true;
        foreach (var pair in match.Objects(key))
        {
            var value = pair.Text("value") ?? "";
            var type = pair.Text("type");
            if (pair.Text("name") is not { } name) continue;
            if (type is null or "Exact") section.Section(sectionKey).Put(name, new DraftText(value));
            else if (type == "RegularExpression") section.Section(sectionKey).Section(name).Put("regex", new DraftText(value));
            else
            {
                match.Notes.NotCarried(pair.At("type"), "values are matched exactly or by an expression; the match is left out");
                isWhole = false;
            }
        }

        return isWhole;
    }
}

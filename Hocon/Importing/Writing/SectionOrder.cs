using ActorMesh.Hocon.Importing.Drafts;

namespace ActorMesh.Hocon.Importing.Writing;

/// <summary>The order in which the language introduces its sections, so that every file reads alike.</summary>
internal static class SectionOrder
{
    private static readonly string[] Keys =
    [
        "match", "split", "rewrite", "redirect", "respond", "mirror", "headers", "idempotent", "protocol", "timeout", "retries", "hedging",
        "load-balancer", "breaker", "outlier", "health-check", "limits", "rate-limit", "mtls", "authz", "fault", "cors", "tracing", "access-log",
    ];

    private static readonly Dictionary<string, int> Rank = Keys.Index().ToDictionary(key => key.Item, key => key.Index, StringComparer.Ordinal);

    public static DraftObject Sorted(DraftObject section)
    {
        var sorted = new DraftObject();
        foreach (var entry in section.Entries.OrderBy(entry => Rank.GetValueOrDefault(entry.Key, Keys.Length)))
            sorted.Put(entry.Key, entry.Value, entry.Comment);
        return sorted;
    }
}

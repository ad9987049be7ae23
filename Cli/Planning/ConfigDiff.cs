using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Planning;

/// <summary>Compares two configurations value by value. What means the same is the same, however it is written.</summary>
internal static class ConfigDiff
{
    /// <returns>What changed, then what was added, then what was removed; within each in the order of the file.</returns>
    public static IReadOnlyList<Change> Of(ConfigObject old, ConfigObject @new)
    {
        var changes = new List<Change>();
        Compare("", old, @new, changes);
        return [.. changes.OrderBy(change => change.Kind)];
    }

    // As deep as the reader lets a file be.
    private static void Compare(string prefix, ConfigObject old, ConfigObject @new, List<Change> changes)
    {
        foreach (var entry in Written(@new))
        {
            var path = prefix + entry.Key;
            var before = old.Value(entry.Key);
            if (before is null or ConfigNull)
                changes.Add(new Change(ChangeKind.Add, path, null, entry.Value, entry.KeySpan));
            else if (before is ConfigObject oldObject && entry.Value is ConfigObject newObject)
                Compare($"{path}.", oldObject, newObject, changes);
            else if (!SameMeaning.Of(before, entry.Value))
                changes.Add(new Change(ChangeKind.Change, path, before, entry.Value, entry.Value.Span));
        }
        changes.AddRange(
            from entry in Written(old)
            where @new.Value(entry.Key) is null or ConfigNull
            select new Change(ChangeKind.Remove, prefix + entry.Key, entry.Value, null, null));
        if (IsOrdered(prefix) && Order(old, @new) is var (before1, after1) && !before1.SequenceEqual(after1, StringComparer.Ordinal))
            changes.Add(new Change(ChangeKind.Change, prefix.TrimEnd('.'), Names(old.Span, before1), Names(@new.Span, after1), @new.Span));
    }

    private static IEnumerable<ConfigEntry> Written(ConfigObject section) => section.Entries.Where(entry => entry.Value is not ConfigNull);

    // The one place where the order of keys means something: routes are asked from the top.
    private static bool IsOrdered(string prefix) =>
        prefix.StartsWith("services.", StringComparison.Ordinal) && prefix.EndsWith(".routes.", StringComparison.Ordinal);

    /// <summary>The keys that both have, as each orders them.</summary>
    private static (List<string> Old, List<string> New) Order(ConfigObject old, ConfigObject @new)
    {
        var both = Written(old).Select(entry => entry.Key).Intersect(Written(@new).Select(entry => entry.Key), StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        return ([.. Written(old).Select(entry => entry.Key).Where(both.Contains)], [.. Written(@new).Select(entry => entry.Key).Where(both.Contains)]);
    }

    private static ConfigArray Names(SourceSpan span, IEnumerable<string> names) =>
        new(span, [.. names.Select(name => new ConfigScalar(span, name, IsQuoted: false))]);
}

namespace ActorMesh.DataPlane.Configuration;

/// <summary>What changes from one snapshot to the next. Pure; what is equal is not touched.</summary>
/// <param name="Added">Keys that are new.</param>
/// <param name="Changed">Keys whose resource differs.</param>
/// <param name="Removed">Keys that are gone.</param>
public sealed record SnapshotDiff(IReadOnlyList<string> Added, IReadOnlyList<string> Changed, IReadOnlyList<string> Removed)
{
    public bool IsEmpty => Added.Count + Changed.Count + Removed.Count == 0;

    public static SnapshotDiff Of<TResource, TPlan>(
        IReadOnlyDictionary<string, (TResource Resource, TPlan Plan)> before, IReadOnlyDictionary<string, (TResource Resource, TPlan Plan)> after)
        where TResource : class => new(
            [.. after.Keys.Where(key => !before.ContainsKey(key))],
            [.. after.Keys.Where(key => before.TryGetValue(key, out var old) && !old.Resource.Equals(after[key].Resource))],
            [.. before.Keys.Where(key => !after.ContainsKey(key))]);

    public override string ToString() => $"+{Added.Count} ~{Changed.Count} -{Removed.Count}";
}

namespace ActorMesh.Hocon.Reading.Resolving;

/// <summary>The keys from the root down to a place; shared by all that is below it.</summary>
internal sealed record KeyPath(KeyPath? Parent, string Key)
{
    public static IReadOnlyList<string> Keys(KeyPath? path)
    {
        List<string> keys = [];
        for (; path is not null; path = path.Parent) keys.Add(path.Key);
        keys.Reverse();
        return keys;
    }
}

namespace ActorMesh.DataPlane.Routing;

/// <summary>
/// A cluster as routes name it. One object per name and table, so that whoever knows the live clusters can keep what the name
/// stands for right here, and a request finds it without a dictionary.
/// </summary>
public sealed class ClusterReference(string name)
{
    private volatile object? _resolved;

    public string Name => name;

    /// <summary>What the name was last resolved to; null until someone did. Safe to read and write from any thread.</summary>
    public object? Resolved
    {
        get => _resolved;
        set => _resolved = value;
    }

    public override string ToString() => name;
}

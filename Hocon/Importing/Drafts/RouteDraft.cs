namespace ActorMesh.Hocon.Importing.Drafts;

/// <summary>A route that is being put together.</summary>
/// <param name="name">As the file has it; made unique within its service when it is written.</param>
internal sealed class RouteDraft(string name)
{
    public string Name => name;

    /// <summary>What stands above the route.</summary>
    public List<string> Comments { get; } = [];

    /// <summary>Everything but the split: match, rewrite, timeout and so on.</summary>
    public DraftObject Body { get; init; } = new();

    /// <summary>Version (empty: all endpoints) to share, 0..100.</summary>
    public List<(string Version, decimal Percent)> Split { get; init; } = [];
}

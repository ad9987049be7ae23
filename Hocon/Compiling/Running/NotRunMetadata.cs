using ActorMesh.Runtime.Contracts;
namespace ActorMesh.Hocon.Compiling.Running;

/// <summary>What it means that the data plane does not look at metadata of the mesh.</summary>
internal static class NotRunMetadata
{
    /// <summary>Those that the data plane reads.</summary>
    private static readonly string[] Read =
    [
        MeshMetadata.Breaker, MeshMetadata.Hedging, MeshMetadata.Limits, MeshMetadata.Outlier, MeshMetadata.Overrides, MeshMetadata.RateLimit,
        MeshMetadata.Retries, MeshMetadata.RetryBudget,
    ];

    /// <summary>True for a name of the mesh that nothing looks at.</summary>
    public static bool Holds(string name) => name.StartsWith(MeshMetadata.Prefix, StringComparison.Ordinal) && !Read.Contains(name);

    public static (string Policy, string Effect) Of(string name) => ("metadata", "nothing looks at it");
}

namespace ActorMesh.Cli.Inspecting;

/// <summary>What <c>diff -o json</c> prints.</summary>
/// <param name="ComparedWith"><c>acknowledged</c>: what the proxy said; <c>config_dump</c>: what its admin API shows.</param>
internal sealed record ProxyDiffShape(
    string ApiVersion, string Kind, string Proxy, long Version, long Wanted, string ComparedWith, IReadOnlyList<ResourceDifference> Differences);

using ActorMesh.Runtime.Contracts.Envoy.Http;

namespace ActorMesh.DataPlane.Routing;

/// <summary>What a route table needs to know of its surroundings when it is compiled.</summary>
public sealed record RouteTableOptions
{
    /// <summary>
    /// The clusters that exist. Null when that is not known yet: then an unknown cluster fails at request time (503, NC).
    /// </summary>
    public IReadOnlySet<string>? KnownClusters { get; init; }

    /// <summary>What an absent <c>validate_clusters</c> means: true for a table that stands inline, false for one from RDS.</summary>
    public bool ValidateClustersByDefault { get; init; } = true;

    /// <summary>The listener's filters in order, the router left out.</summary>
    public IReadOnlyList<HttpFilter> HttpFilters { get; init; } = [];

    /// <summary>The service that this proxy belongs to (node.cluster); empty when that is not known.</summary>
    public string ServiceCluster { get; init; } = "";

    /// <summary>Whether a caller's deadline is heeded where a route does not say (Router.respect_expected_rq_timeout).</summary>
    public bool RespectsDeadlines { get; init; }

    /// <summary>What <c>%HOSTNAME%</c> stands for.</summary>
    public string HostName { get; init; } = Environment.MachineName;

    /// <summary>Reads the body of a direct response that names a file.</summary>
    public Func<string, byte[]> ReadFile { get; init; } = File.ReadAllBytes;

    /// <summary>Reads the body of a direct response that names an environment variable; null when it is not set.</summary>
    public Func<string, string?> ReadVariable { get; init; } = Environment.GetEnvironmentVariable;
}

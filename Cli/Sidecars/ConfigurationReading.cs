using System.Net;
using ActorMesh.Cli.Spiffe;
using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.DataPlane.Identity;
using ActorMesh.Hocon.Envoy;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;

namespace ActorMesh.Cli.Sidecars;

/// <summary>What came of reading the configuration file once.</summary>
/// <param name="File">As the user named it.</param>
/// <param name="Fingerprint">Equal for equal content, and only then.</param>
/// <param name="Bootstrap">Null when there are errors.</param>
/// <param name="Admin">Where the admin API shall listen; null for no admin API.</param>
/// <param name="ListenerPositions">Listener name to <c>file:line:column</c>.</param>
/// <param name="ClusterPositions">Cluster name to <c>file:line:column</c>.</param>
/// <param name="RoutePositions">Route to <c>file:line:column</c>.</param>
internal sealed record ConfigurationReading(
    string File, UInt128 Fingerprint, Bootstrap? Bootstrap, IPEndPoint? Admin, IReadOnlyList<Diagnostic> Diagnostics,
    IReadOnlyDictionary<string, string> ListenerPositions, IReadOnlyDictionary<string, string> ClusterPositions,
    IReadOnlyDictionary<RoutePlace, string> RoutePositions)
{
    /// <summary>How a sidecar ends that was to start with it, when there are errors.</summary>
    public int ExitCode { get; init; } = Cli.ExitCode.Findings;

    /// <summary>What else there is to say of it, in one line; null for nothing.</summary>
    public string? Remark { get; init; }

    /// <summary>How long requests under way may take to end, where the file says so.</summary>
    public TimeSpan? DrainLimit { get; init; }

    /// <summary>Begins to have an identity; null where nobody is asked who they are.</summary>
    public Action<Sidecar, Action<IdentityReport>>? Identify { get; init; }

    /// <summary>Where applications beside the sidecar ask who they are; null: nowhere.</summary>
    public WorkloadApiSettings? WorkloadApi { get; init; }

    /// <summary>Begins to follow a control plane, which then brings everything into force; null where the file is all there is.</summary>
    public Func<Sidecar, Action<DiscoveryReport>, IControlPlane>? Follow { get; init; }

    public int Errors => Diagnostics.Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    public string? PositionOfListener(string name) => ListenerPositions.GetValueOrDefault(name);

    public string? PositionOfRoute(RoutePlace place) => RoutePositions.GetValueOrDefault(place);

    public string? PositionOfCluster(string name) => ClusterPositions.GetValueOrDefault(name);
}

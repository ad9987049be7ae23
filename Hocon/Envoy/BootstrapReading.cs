using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;

namespace ActorMesh.Hocon.Envoy;

/// <summary>What came of reading a bootstrap file.</summary>
/// <param name="Bootstrap">
/// The file's content; null when any diagnostic is an error, so that nothing half right is ever run.
/// An HTTP filter without typed_config was optional and of a kind we do not have: skip it.
/// </param>
/// <param name="Diagnostics">All that is wrong with the file, in its order.</param>
/// <param name="ListenerPositions">Listener name to <c>file:line:column</c>.</param>
/// <param name="ClusterPositions">Cluster name to <c>file:line:column</c>.</param>
/// <param name="RoutePositions">Routes that stand inside listeners, to <c>file:line:column</c>.</param>
public sealed record BootstrapReading(
    Bootstrap? Bootstrap,
    IReadOnlyList<Diagnostic> Diagnostics,
    IReadOnlyDictionary<string, string> ListenerPositions,
    IReadOnlyDictionary<string, string> ClusterPositions,
    IReadOnlyDictionary<RoutePlace, string> RoutePositions);

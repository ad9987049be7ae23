using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;

namespace ActorMesh.Hocon.Compiling.Running;

/// <summary>The part of a compiled configuration that this version's data plane carries out.</summary>
/// <param name="Bootstrap">A copy without what is left out.</param>
/// <param name="LeftOut">In the order of the resources, each once.</param>
public sealed record RunnableConfiguration(Bootstrap Bootstrap, IReadOnlyList<LeftOut> LeftOut);

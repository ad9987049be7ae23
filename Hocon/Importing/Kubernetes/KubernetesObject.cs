using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.Kubernetes;

/// <summary>One object of a Kubernetes file.</summary>
/// <param name="Group">Of its API, without the version; empty for the core.</param>
/// <param name="Namespace">Null when the file does not say.</param>
/// <param name="Body">The whole object. Kind, metadata and status are read already.</param>
internal sealed record KubernetesObject(string Group, string Kind, string Name, string? Namespace, Fields Body)
{
    public ImportPlace At => Body.Here;

    /// <summary>What it says; null when it says nothing.</summary>
    public Fields? Spec => Body.Object("spec");
}

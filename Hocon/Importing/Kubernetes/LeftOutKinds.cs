namespace ActorMesh.Hocon.Importing.Kubernetes;

/// <summary>Says of an object that nothing of it is carried over.</summary>
internal static class LeftOutKinds
{
    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["EnvoyFilter"] = "patches to Envoy's own configuration have no counterpart",
        ["WasmPlugin"] = "WebAssembly plugins have no counterpart",
        ["Sidecar"] = "who calls whom is said by `calls` of each service",
        ["Telemetry"] = "write tracing and access-log in mesh.defaults",
        ["BackendTLSPolicy"] = "TLS towards services is that of the mesh, by mtls.mode; a certificate authority of one's own has no counterpart",
        ["TLSRoute"] = "TLS is not passed through by the name that it asks for",
        ["UDPRoute"] = "UDP is not carried",
        ["ReferenceGrant"] = "a mesh file has no namespaces, so that nothing has to be granted between them",
    };

    public static void Report(KubernetesObject source, ImportNotes notes)
    {
        source.Body.Ignore("spec", "data", "stringData", "rules", "subjects", "roleRef", "type", "immutable", "automountServiceAccountToken", "secrets");
        var reason = Reasons.GetValueOrDefault(source.Kind) ?? "objects of this kind have no counterpart in a mesh file";
        notes.NotCarried(source.At, reason);
    }
}
